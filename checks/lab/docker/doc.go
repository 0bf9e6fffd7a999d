// Package docker tries the program under test and the go command side by side in
// containers of a real Docker daemon: what the daemon does to names, networks and
// files is its own, not ours. The images are made of this machine's programs and
// pulled from nowhere, the servers are those of package lab, and every network is
// internal, so that nothing leaves the machine.
//
// GOMEND_LAB=all runs it; it is skipped where no daemon answers. Containers,
// networks and images carry a label and are removed by a process that outlives the
// tests, even when they are killed.
package docker
