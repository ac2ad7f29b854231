package workflow_test

import data.workflow

_people := [{"id": "a", "role": "r"}, {"id": "b", "role": "r"}]

test_next if {
	workflow.next == "b" with input as {"now": 5, "step": {"role": "r", "done_by": ["a"], "after": []}} with data.people as _people
		with data.absences as {}
}

test_state if {
	workflow.state == "blocked" with input as {"now": 5, "step": {"id": "s", "role": "r", "done_by": ["a", "b"], "after": ["x"]}, "done": []}
		with data.people as _people
}
