package tokens_test

import data.tokens

test_no_header if not tokens.allow with input as {"header": "Basic x", "path": "/", "now": 1}

test_scopes if {
	tokens.missing == {"write"} with data.tokens.claims as {"scope": "read"}
		with data.required as {"/": ["read", "write"]}
		with input as {"path": "/"}
}
