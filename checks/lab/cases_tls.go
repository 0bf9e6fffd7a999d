package lab

var tlsCases = []Case{}
