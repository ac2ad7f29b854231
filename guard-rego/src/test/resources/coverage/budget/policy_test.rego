package budget_test

import data.budget

test_levels if {
	budget.levels == {"team-a": "yellow", "team-b": "green"} with data.costs as [{"team": "team-a", "amount": 900}]
}

test_may_spend if budget.may_spend with input as {"team": "team-a", "amount": 5} with data.costs as []
