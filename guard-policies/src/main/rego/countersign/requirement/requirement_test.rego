package countersign.requirement_test

import data.countersign.config
import data.countersign.fixtures
import data.countersign.requirement

_raises(gates) := {{"gate": gate} | some gate in gates}

_document := fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion])

test_highest_gate_counts if {
	requirement.of(_raises(["LOW", "CRITICAL", "HIGH"])) == config.gates.CRITICAL with input as _document
}

test_every_gate_has_a_requirement if {
	every gate in ["LOW", "MEDIUM", "HIGH", "CRITICAL"] {
		requirement.of(_raises([gate])) == config.gates[gate] with input as _document
	}
}

_dba := {
	"operations": ["rds:", "sql:"],
	"environments": ["production"],
	"from": "HIGH",
	"seat": {"count": 1, "role": "dba", "min_rank": "senior"},
}

_seats(gate, effect, extra) := asked.seats if {
	document := fixtures.call("DESTRUCTIVE", "HIGH", [effect])
	extended := object.union(config, {"extra_seats": [extra]})
	asked := requirement.of(_raises([gate])) with input as document with data.countersign.config as extended
}

test_extra_seat_joins_where_it_answers_for_the_operation if {
	_seats("HIGH", fixtures.deletion, _dba) == [
		{"count": 1, "role": "approver", "min_rank": ""},
		{"count": 1, "role": "dba", "min_rank": "senior"},
	]
}

test_extra_seat_stays_away_elsewhere if {
	count(_seats("MEDIUM", fixtures.deletion, _dba)) == 1
	count(_seats("HIGH", fixtures.deletion_with({"operation": "s3:DeleteBucket"}), _dba)) == 1
	count(_seats("HIGH", fixtures.deletion_with({"environment": "staging"}), _dba)) == 1
	count(_seats("HIGH", fixtures.deletion_with({"verb": "READ"}), _dba)) == 1
}

# Nobody knows where it lands, so those who answer for production are asked.
test_extra_seat_of_production_joins_where_the_environment_is_unknown if {
	count(_seats("HIGH", fixtures.deletion_with({"environment": "unknown"}), _dba)) == 2
}
