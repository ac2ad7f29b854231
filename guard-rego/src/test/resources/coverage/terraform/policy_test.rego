package terraform.plan_test

import data.terraform.plan

_plan := {"resource_changes": [
	{"address": "a", "type": "aws_instance", "change": {"actions": ["delete", "create"]}},
	{"address": "b", "type": "aws_instance", "change": {"actions": ["update"]}},
]}

test_score if plan.score == 26 with input as _plan with data.terraform.weights as {"aws_instance": 2}

test_replaced if plan.replaced == {"a"} with input as _plan
