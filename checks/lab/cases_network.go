package lab

var networkCases = []Case{}
