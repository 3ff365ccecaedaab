"""The settings of a workspace: who leads, what a second person agrees to, and the language that all read."""

from bot.wording.speaking import words

policy_title = words("Settings", "Einstellungen")
leads_label = words("Leads", "Leads")
leads_hint = words(
    "Members of this user group may also rename tags, change rules and others' segments, and read"
    " customers' histories.",
    "Mitglieder dieser Gruppe dürfen auch Schlagwörter umbenennen, Regeln und fremde Segmente ändern und"
    " Verläufe lesen.",
)
no_groups = words(
    "This workspace has no user groups that Rapport may see: make one in Slack to name leads.",
    "Dieser Workspace hat keine Gruppen, die Rapport sehen darf: legen Sie in Slack eine an, um"
    " Leads zu benennen.",
)
second_label = words("Erase and export", "Löschen und Export")
second_option = words("A second admin has to agree", "Ein zweiter Admin muss zustimmen")
second_hint = words(
    "Whoever asks cannot agree to it themselves. A request that nobody answers for 24 hours is over.",
    "Wer bittet, kann nicht selbst zustimmen. Eine Bitte, die 24 Stunden niemand beantwortet, verfällt.",
)
asked_in_label = words("Where the second admin is asked", "Wo der zweite Admin gefragt wird")
asked_in_hint = words(
    "A channel of your own that Rapport is in. Nothing about the customer is said there.",
    "Ein eigener Channel, in dem Rapport ist. Über den Kunden wird dort nichts gesagt.",
)
not_there_yet = words(
    "Rapport is not in this channel: invite it there first, with /invite @rapport.",
    "Rapport ist nicht in diesem Channel: laden Sie es zuerst mit /invite @rapport dorthin ein.",
)
leads_outside = words(
    "This channel is shared with another company. Pick one of your own.",
    "Dieser Channel ist mit einer anderen Firma geteilt. Bitte wählen Sie einen eigenen.",
)
where_to_ask = words(
    "Say where the second admin is asked.", "Bitte sagen Sie, wo der zweite Admin gefragt wird."
)
common_language_label = words("Language of what all read", "Sprache dessen, was alle lesen")
common_language_hint = words(
    "Cards in channels are written in it. What one member alone sees is in that member's own.",
    "In ihr sind die Karten in Channels geschrieben. Was nur einer sieht, ist in dessen eigener.",
)
policy_saved = words(
    "Saved. It is in force within a minute, everywhere.",
    "Gespeichert. Es gilt innerhalb einer Minute, überall.",
)
