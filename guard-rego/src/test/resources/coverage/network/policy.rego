package network

default verdict := "drop"

verdict := "accept" if {
	some rule in data.rules
	_matches(rule)
	rule.action == "accept"
	not _blocked
}

_matches(rule) if {
	net.cidr_contains(rule.from, input.source)
	_port(rule)
	rule.protocol in {input.protocol, "any"}
}

_port(rule) if input.port in rule.ports

_port(rule) if {
	some range in object.get(rule, "ranges", [])
	input.port >= range[0]
	input.port <= range[1]
}

_blocked if {
	some cidr in data.blocked
	net.cidr_contains(cidr, input.source)
}

inside if {
	every cidr in data.internal {
		not net.cidr_contains(cidr, input.source)
	}
	false
} else if {
	some cidr in data.internal
	net.cidr_contains(cidr, input.source)
}
