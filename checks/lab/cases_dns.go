package lab

var dnsCases = []Case{}
