package indexed_test

import data.indexed

test_files if indexed.route == "files" with input as {"path": "/files/a", "method": "GET"}

test_no_file if indexed.route == "none" with input as {"path": "/other.gif", "method": "GET"}

test_images_by_post if indexed.route == "none" with input as {"path": "/a.png", "method": "POST"}

test_one_tag if indexed.route == "none" with input as {"tags": ["urgent"]}

test_labels if indexed.route == "none" with input as {"labels": ["a", "b"]}

test_pair if indexed.route == "none" with input as {"pair": ["b", "c"], "second": "c"}

test_object if indexed.route == "none" with input as {"object": {"a": 2}}

test_alias if indexed.route == "none" with input as {"request": {"kind": "alias", "name": "y"}}

test_known if {
	indexed.known("a") == "vowel"
	indexed.known("y") == "both"
	not indexed.known("c")
}

test_allowed if indexed.allowed with input as {"roles": ["reader", "writer"], "admin": true}

test_blocked if not indexed.blocked with input as {"roles": ["reader"]}

test_grade if indexed.grade == "low" with input as {"kind": "y", "score": 7}

test_message if not indexed.message with input as {"message": "} # no comment {"}
