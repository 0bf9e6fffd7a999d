package lab

var moduleCases = []Case{}
