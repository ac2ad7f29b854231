package workflow

# Four eyes, with absences.
_eligible contains person.id if {
	some person in data.people
	person.role == input.step.role
	not person.id in input.step.done_by
	not _absent(person)
}

_absent(person) if {
	some absence in object.get(data.absences, person.id, [])
	absence.from <= input.now
	input.now < absence.until
}

next := sort(_eligible)[0] if count(_eligible) > 0

blocked contains "nobody is left" if count(_eligible) == 0

blocked contains sprintf("step %s came too early", [input.step.id]) if {
	some before in input.step.after
	not before in {done.id | some done in input.done}
}

deadline := time.add_date(input.now, 0, 0, days) if {
	days := {"low": 14, "high": 1}[input.priority]
}

escalate if {
	input.priority == "high"
	some waiting in input.waiting
	waiting.hours > 4
}

state := "blocked" if {
	count(blocked) > 0
} else := "escalated" if {
	escalate
} else := "open"
