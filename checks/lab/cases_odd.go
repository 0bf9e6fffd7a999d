package lab

var oddCases = []Case{
	{Name: "healthy", Want: Fine(), Short: true},
}
