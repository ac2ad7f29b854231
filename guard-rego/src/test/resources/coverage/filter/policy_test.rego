package filtering_test

import data.filtering

_rows := [
	{"id": 1, "owner": "a", "secret": "s"},
	{"id": 2, "owner": "b", "shared_with": ["g"]},
	{"id": 3, "owner": "b"},
]

test_visible if filtering.visible == {1, 2} with input as {"user": "a", "groups": ["g"]} with data.rows as _rows

test_masked if {
	masked := filtering.masked with input as {"user": "a"} with data.rows as _rows
	masked == {1: {"id": 1, "owner": "a"}}
}
