package cover

import data.limits

default allow := false

allow if {
	input.x == 1
	some r in input.roles
	r == "admin"
}

allow if input.y == 2

deny contains msg if {
	input.z
	msg := sprintf(
		"x %v",
		[input.z],
	)
}

deny contains "never" if {
	input.never
	count(input.never) > 3
}

level(n) := "high" if {
	n > limits.high
} else := "middle" if {
	n > limits.middle
} else := "low"

report := {
	"level": level(input.n),
	"names": [name | some name in input.names; startswith(name, "a")],
}

owners[team] contains person if {
	some team, people in input.teams
	some person in people
	not person in input.banned
}

small if {
	every n in input.numbers {
		n < 10
	}
}

shadowed if {
	allow with input.x as 1 with input.roles as ["admin"]
}
