package mixed

import data.tools

# Rules of many kinds for random inputs: the index, partial objects, comprehensions, builtins on values of any type.

decision := "block" if input.tool == "rm"

decision := "ask" if {
	input.tool == "cp"
	input.args.force
}

decision := "allow" if input.tool == "ls"

decision := "allow" if {
	input.tool == "cat"
	not startswith(input.args.path, "/etc")
}

decision := "audit" if {
	input.tool == "mv"
	tools[input.tool].risk > 1
}

words contains word if {
	some item in input.items
	some word in split(item, "a")
}

sizes[kind] := size if {
	some kind in ["items", "args", "tool"]
	size := count(input[kind])
}

nested[group].members contains name if {
	some group, names in input.groups
	some name in names
	name != group
}

totals := {"sum": sum(input.numbers), "max": max(input.numbers), "sorted": sort(input.numbers)}

text := sprintf("%v|%d|%s", [input.items, input.args.n, input.tool])

comparisons contains [a, b] if {
	some a in input.numbers
	some b in input.items
	a < b
}

any_match if {
	some pattern in ["^r.*", "a+b", "[0-9]+"]
	regex.match(pattern, input.tool)
}

all_small if every n in input.numbers { n < 2 }

chosen := value if {
	value := object.get(input.args, ["n", "deep"], "none")
} else := "no object"

merged := object.union(input.args, {"tool": input.tool, "n": {"deep": 1}})

printed := json.marshal(input.items)
