package fix

// tag marks the rules that gomend makes.
func tag(id string) string { return "gomend:" + id }

// protocols are what has to get out to the port: names are asked over both.
func (s situation) protocols() []string {
	if s.out() == "53" {
		return []string{"udp", "tcp"}
	}
	return []string{"tcp"}
}

// out is the port that the firewall is to let out.
func (s situation) out() string {
	if s.values["port"] != "" {
		return s.values["port"]
	}
	return "443"
}
