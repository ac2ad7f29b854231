package budget

limits := {"team-a": 1000, "team-b": 50.5}

spent[team] := total if {
	some team, _ in limits
	total := sum([cost.amount | some cost in data.costs; cost.team == team])
}

over contains team if {
	some team, limit in limits
	spent[team] > limit
}

level(team) := "red" if {
	team in over
} else := "yellow" if {
	spent[team] > limits[team] * 0.8
} else := "green"

levels := {team: level(team) | some team, _ in limits}

default may_spend := false

may_spend if {
	input.amount + spent[input.team] <= limits[input.team]
	is_number(input.amount)
	input.amount > 0
}

may_spend if {
	input.override.by in {"cfo", "ceo"}
	count(input.override.reason) > 10
}
