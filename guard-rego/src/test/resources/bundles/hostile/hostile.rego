package hostile

# Each rule is harmless on ordinary input and ruinous on the input of HostileInputTest.

catastrophic_pattern if regex.match(`^(a+)+$`, input.text)

triples := count([1 | some a in input.list; some b in input.list; some c in input.list])

doubled := count(concat("", [s | some a in input.list; some b in input.list; s := input.text]))

numbers_in_range := count(numbers.range(1, input.number))

addresses := count(net.cidr_expand(input.cidr))

shifted := bits.lsh(1, input.number)

parsed := json.unmarshal(input.text)

parsed_yaml := yaml.unmarshal(input.text)

padded := count(sprintf(input.format, [1]))

walked := count([p | walk(input, [p, _])])

replaced := count(replace(input.text, "a", input.text))

multiplied := count(sprintf("%d", [product([n | some a in input.list; n := input.big])]))

paths := count(graph.reachable_paths(input.graph, {"0"}))

patched := json.patch(input.list, [{"op": "add", "path": "/0", "value": 1} | some a in input.list])

colliding := count({k: 1 | some k in input.keys})
