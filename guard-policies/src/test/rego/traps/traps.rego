# A policy that misbehaves on request, to see that the engines turn each kind of trouble into a denial.
package traps

# The default of a careless policy: what cannot be read is allowed.
answer := {"allowed": _allowed} if input.trap == "allow"

# Defined for nothing else.
answer := {"echo": input.value} if input.trap == "echo"

answer := {"data": data.known} if input.trap == "data"

answer := {"text": sprintf("amount %d is too much", [input.amount])} if input.trap == "sprintf"

answer := {"text": sprintf("%d", [input.amount])} if input.trap == "sprintf-alone"

answer := {"text": sprintf(input.format, input.arguments)} if input.trap == "sprintf-any"

answer := {"found": count([1 |
	some i in numbers.range(1, 20000)
	some j in numbers.range(1, 20000)
	i * j == -1
])} if {
	input.trap == "slow"
}

answer := {"size": count(numbers.range(1, 5000000))} if input.trap == "memory"

answer := _contradiction if input.trap == "conflict"

answer := {"words": input.words} if {
	input.trap == "sorted"
	count(input.words) > 0
}

answer := {"set": {word | some word in input.words}} if input.trap == "set"

answer := {"length": count(input.value), "upper": upper(input.value)} if input.trap == "text"

default _allowed := true

_allowed := false if input.verb == "delete"

_contradiction := 1 if input.trap == "conflict"

_contradiction := 2 if input.trap == "conflict"
