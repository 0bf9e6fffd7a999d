// Package network asks the kernel whether a packet can leave this machine:
// links and addresses, the route to what is dialled first, and the next hop on
// the local link. Nothing here is sent beyond that link; no question needs
// rights. What the kernel may not tell (a sandbox without netlink) is unknown,
// never a fault.
package network

import (
	"context"
	"net/netip"

	"gomend/checks"
)

// Interfaces lists the interfaces, whether packets to public addresses have a
// route, and the kind of container around. It fails with network-isolated,
// link-down or no-address.
func Interfaces() checks.Check {
	return checks.Check{
		ID:      checks.KindInterfaces.Name(""),
		Kind:    checks.KindInterfaces,
		Command: interfacesCommand,
		Run: func(context.Context, *checks.Input) checks.Result {
			return readInterfaces().result()
		},
	}
}

// Path asks which way a packet to target would leave, as connect would. Its
// Result.Then holds a check of the gateway, when there is one.
func Path(target netip.Addr, routeID string) checks.Check {
	target = target.Unmap()
	return checks.Check{
		ID:      checks.KindPath.Name(target.String()),
		Kind:    checks.KindPath,
		Route:   routeID,
		Target:  target.String(),
		Command: pathCommand(target),
		Run: func(context.Context, *checks.Input) checks.Result {
			return pathResult(kernelRoute(target), routeID)
		},
	}
}

// Gateway asks whether the next hop gw answers on the link of interface iface.
// It fails with gateway-unreachable.
func Gateway(gw netip.Addr, iface, routeID string) checks.Check {
	gw = gw.Unmap()
	return checks.Check{
		ID:      checks.KindGateway.Name(gw.String()),
		Kind:    checks.KindGateway,
		Route:   routeID,
		Target:  gw.String(),
		Command: gatewayCommand(gw),
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			hop := nextHop{
				gateway: gw,
				iface:   iface,
				look:    func() (neighbour, error) { return readNeighbour(gw, iface) },
				poke:    func(ctx context.Context) (<-chan struct{}, func(), error) { return poke(ctx, gw, iface) },
			}
			return hop.watch(ctx, in)
		},
	}
}
