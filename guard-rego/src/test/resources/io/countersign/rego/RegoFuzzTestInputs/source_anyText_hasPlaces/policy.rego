package indexed

# What OPA's index asks before it runs a rule, and where it stops.

default route := "none"

route := "files" if {
	startswith(input.path, "/files/")
	input.method == "GET"
}

route := "images" if {
	strings.any_suffix_match(input.path, [".png", ".jpg"])
	input.method in {"GET", "HEAD"}
}

route := "tagged" if {
	"urgent" in input.tags
	count(input.tags) > 1
}

route := "listed" if {
	input.labels[_] == "listed"
	input.other
}

route := "pair" if {
	input.pair == ["a", input.second]
	input.second
}

route := "object" if {
	input.object == {"a": 1}
	input.missing
}

route := "aliased" if {
	request := input.request
	request.kind == "alias"
	wanted := "x"
	request.name == wanted
}

known(kind) := "vowel" if {
	kind in {"a", "e"}
	true
}

known("y") := "both"

known(kind) := "consonant" if {
	not kind in {"a", "e", "y"}
	kind == "b"
}

# One answer is enough.
allowed if {
	some role in input.roles
	permits(role)
}

allowed if {
	input.admin
}

permits(role) if role == "reader"

permits(role) if {
	role == "writer"
	input.admin
}

blocked if {
	some role in input.roles
	not permits(role)
	role == "guest"
}

grade := "high" if {
	input.score > 10
} else := "middle" if {
	input.kind == "x"
	input.score > 5
} else := "low" if {
	input.kind == "y"
}

message := `raw { " } text` if {
	input.message == "} # no comment {"
	every tag, value in {"a": 1, "b": 2} {
		tag != ""
		value > 0
	}
	total :=
		1 +
		2
	total == 3; input.never
}
