package lab

// Hop is a router between the client's router and the internet.
type Hop struct {
	Address string   // facing the client, with a prefix length of at most 30
	Mute    bool     // never says that a packet has ended with it
	Forward []string // nft rules for what it forwards
	Output  []string // nft rules for what it says itself
	MTU     int      // of the line before it; 0 for the usual one
}

// chain puts routers between the client's router and the internet, nearest first.
func chain(hops ...Hop) func(*Net) { return func(n *Net) { n.Chain = hops } }
