package lab

var transportCases = []Case{}
