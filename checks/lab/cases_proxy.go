package lab

var proxyCases = []Case{}
