package countersign.result_test

import data.countersign.result

_chain := [
	{"path": ["countersign", "some", "reasons"]},
	{"path": ["countersign", "some"], "annotations": {"custom": {"id": "some-rule"}}},
]

test_reason_carries_the_id_of_its_package if {
	result.reason(_chain, "It is so.", "Do this.") == {"rule": "some-rule", "message": "It is so.", "next": "Do this."}
}

test_raise_carries_its_gate if {
	result.raise(_chain, "HIGH", "It is so.", "").gate == "HIGH"
}

test_few_reasons_are_sorted if {
	result.listed({{"message": "b"}, {"message": "a"}}) == [{"message": "a"}, {"message": "b"}]
}

test_many_reasons_are_cut_and_counted if {
	listed := result.listed({{"message": sprintf("%03d", [n])} | some n in numbers.range(1, 30)})
	count(listed) == 21
	listed[19].message == "020"
	listed[20].rule == "more-reasons"
	listed[20].message == "10 more reasons of the same kind are not listed."
}

test_short_text_stays if result.cut("orders") == "orders"

test_long_text_is_cut if {
	cut := result.cut(concat("", ["x" | some _ in numbers.range(1, 1000)]))
	count(cut) == 241
	endswith(cut, "x…")
}
