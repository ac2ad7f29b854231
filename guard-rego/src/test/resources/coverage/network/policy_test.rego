package network_test

import data.network

_rules := [{"from": "10.0.0.0/8", "ports": [22], "ranges": [[8000, 8100]], "protocol": "tcp", "action": "accept"}]

test_range if {
	network.verdict == "accept" with input as {"source": "10.1.2.3", "port": 8080, "protocol": "tcp"} with data.rules as _rules
}

test_other if network.verdict == "drop" with input as {"source": "11.1.2.3", "port": 22, "protocol": "tcp"} with data.rules as _rules
