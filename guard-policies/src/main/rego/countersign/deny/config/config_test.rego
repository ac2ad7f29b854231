package countersign.deny.config_test

import data.countersign.deny.config

test_every_problem_is_named if {
	reasons := config.reasons with data.countersign.config as {"quite": []}
	{reason.rule | some reason in reasons} == {"deny-config-malformed"}
	some reason in reasons
	contains(reason.message, "unknown setting `quite`")
}

test_sound_configuration_is_not_denied if config.reasons == set()

test_unsound_configuration_without_a_problem_is_denied if {
	reasons := config.reasons with data.countersign.settings.sound as false
	{reason.message | some reason in reasons} == {"The policy's configuration cannot be used."}
}
