package rbac_test

import data.rbac

test_owner_may_delete if rbac.allow with input as {"user": "u", "roles": ["owner"], "action": "delete"}

test_reader_may_not if not rbac.allow with input as {"user": "u", "roles": ["reader"], "action": "put"}

test_reason if rbac.reason == "no role allows it" with input as {"user": "u", "roles": [], "action": "get"} with data.suspended as []
