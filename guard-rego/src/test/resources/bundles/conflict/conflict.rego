package conflict

# The first two have one value on ordinary input and two on that of EveryRegoCodeTest; the third calls deeply.

rule := 1 if input.one

rule := 2 if input.two

key := {k: v | some [k, v] in input.pairs}

_one(x) := y if {
	some z in x
	y := z
}

_two(x) := y if {
	some z in x
	y := _one([z, z])
}

deep := y if {
	some z in input.list
	y := _two([z, z])
}
