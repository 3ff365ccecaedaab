"""Sentences about rules: when they fire, what they do, and why they did or did not."""

from typing import Final

from bot.wording.counting import figure, in_english
from bot.wording.german import ruling as german
from bot.wording.speaking import Table, spoken, words

SHIPPED_RULES: Final = Table(
    {
        "rule_enterprise": ("Enterprise: high priority", "Enterprise: hohe Priorität"),
        "rule_vip": ("VIP: to the senior agents", "VIP: zu den Erfahrenen"),
        "rule_third": ("Third time: to the leads", "Zum dritten Mal: zu den Leads"),
        "rule_new": ("New customer: welcome", "Neuer Kunde: Begrüßung"),
    }
)
"""Rules that every workspace finds, switched off."""
PRIORITIES: Final = Table(
    {"low": ("low", "niedrig"), "high": ("high", "hoch"), "urgent": ("urgent", "dringend")}
)
RULE_HOURS: Final = Table(
    {
        "always": ("At any time", "Jederzeit"),
        "inside": ("Monday to Friday, within these hours", "Montag bis Freitag, in diesen Stunden"),
        "outside": ("Outside of these hours", "Außerhalb dieser Stunden"),
    }
)
RULE_WHY: Final = Table(
    {
        "fired": ("fired", "griff"),
        "elsewhere": (
            "did not fire: another channel",
            "griff nicht: ein anderer Channel",
        ),
        "hours": ("did not fire: not at this hour", "griff nicht: nicht zu dieser Stunde"),
        "not_again": (
            "did not fire: too few messages about the same",
            "griff nicht: zu wenige Nachrichten zur selben Sache",
        ),
        "no_fit": (
            "did not fire: the customer does not fit its search",
            "griff nicht: der Kunde passt nicht zur Suche",
        ),
        "unreadable": (
            "did not fire: its search cannot be read; change it",
            "griff nicht: die Suche ist nicht lesbar; ändern Sie sie",
        ),
        "soon": (
            "did not fire: it posted in this conversation within the hour, or replied to this customer today",
            (
                "griff nicht: in dieser Unterhaltung schrieb sie in der letzten Stunde, oder der Kunde hat heute"
                " schon eine Antwort"
            ),
        ),
        "group_gone": (
            "fired, but its user group is gone: pick another one",
            "griff, aber die Benutzergruppe gibt es nicht mehr: wählen Sie eine andere",
        ),
        "nobody_there": (
            "fired, but nobody is in its user group",
            "griff, aber in der Benutzergruppe ist niemand",
        ),
        "reply_unsaid": (
            "fired, but its reply was not posted: it is deleted, or something in it is not known of this customer",
            "griff, aber die Antwort wurde nicht gepostet: sie ist gelöscht, oder dem Kunden fehlt etwas darin",
        ),
        "not_offered": (
            "fired, but the reply that it offers is deleted: pick another one",
            "griff, aber die Vorlage, die sie anbietet, ist gelöscht: wählen Sie eine andere",
        ),
    }
)
"""Why a rule fired on a message, or did not."""
rules_title = words("Rules", "Regeln")
new_rule = words("New rule", "Neue Regel")
rule_log = words("Why did they fire?", "Warum griffen sie?")
what_rules_did = words(
    "What the rules did, the newest first", "Was die Regeln taten, das Neueste zuerst"
)
rule_title = words("Rule", "Regel")
rule_name_label = words("What is it called?", "Wie heißt sie?")
rule_query_label = words("When a customer writes who fits", "Wenn ein Kunde schreibt, der passt zu")
rule_query_hint = words(
    "A search, e.g. tag:vip or plan:enterprise seen:<30d; empty for anybody.",
    "Eine Suche, z. B. tag:vip oder plan:enterprise seen:<30d; leer für alle.",
)
rule_places_label = words(
    "In these channels (none: in all)", "In diesen Channels (keiner: in allen)"
)
rule_hours_label = words("When", "Wann")
rule_times_label = words("Hours", "Stunden")
rule_times_hint = words(
    "In your time zone, e.g. 09:00-18:00", "In Ihrer Zeitzone, z. B. 09:00-18:00"
)
rule_again_label = words(
    "From which message about one thing on",
    "Ab der wievielten Nachricht zur selben Sache",
)
rule_again_hint = words("E.g. 3; empty for any message.", "Z. B. 3; leer für jede Nachricht.")
rule_tags_label = words("Put these tags on", "Diese Schlagwörter vergeben")
rule_priority_label = words("Set the priority", "Priorität setzen")
rule_owner_label = words("Name an owner, in turn, from", "Zuständig machen, reihum, aus")
rule_owner_hint = words(
    "Whoever Slack says is there comes first; a customer who has an owner keeps them.",
    "Zuerst, wer laut Slack da ist; wer schon jemanden hat, behält ihn.",
)
rule_mention_label = words("Mention in the thread", "Im Thread erwähnen")
rule_post_label = words("Post the card to", "Die Karte posten in")
rule_reply_label = words("Reply in the thread with", "Im Thread antworten mit")
rule_reply_hint = words(
    "The customer reads it where your relay carries replies. At most one a customer and day.",
    "Der Kunde liest es, wo Ihr Relay Antworten weitergibt. Höchstens eine je Kunde und Tag.",
)
nothing_of_it = words("Nothing", "Nichts davon")
no_more_there = words("(is there no more)", "(gibt es nicht mehr)")
try_rule = words("Try", "Ausprobieren")
raise_rule = words("Up", "Nach oben")
switch_on = words("Switch on", "Einschalten")
switch_off = words("Switch off", "Ausschalten")
delete_rule_title = words("Delete this rule?", "Regel löschen?")
rule_message = words("what they wrote", "was geschrieben wurde")


@spoken(german.rule_is_on)
def rule_is_on() -> str:
    """A rule at work."""
    return ":large_green_circle: on"


@spoken(german.rule_is_off)
def rule_is_off() -> str:
    """A rule that does nothing now."""
    return ":white_circle: off"


@spoken(german.anybody_writes)
def anybody_writes() -> str:
    """A rule for every customer."""
    return "any customer"


@spoken(german.rule_hours)
def rule_hours(when: str, times: str) -> str:
    """`Monday to Friday 09:00-18:00`"""
    return (
        f"Monday to Friday {times}" if when == "inside" else f"outside of Monday to Friday {times}"
    )


@spoken(german.rule_again)
def rule_again(number: int) -> str:
    """`from the 3rd message about one thing on`"""
    return f"from message {figure(number)} about one thing on"


@spoken(german.rule_priority)
def rule_priority(priority: str) -> str:
    """What it does."""
    return f"priority {priority}"


@spoken(german.rule_owner)
def rule_owner(group: str) -> str:
    """What it does."""
    return f"an owner from {group}"


@spoken(german.rule_mention)
def rule_mention(group: str) -> str:
    """What it does."""
    return f"mentions {group}"


@spoken(german.rule_post)
def rule_post(place: str) -> str:
    """What it does."""
    return f"posts the card to {place}"


@spoken(german.rule_reply)
def rule_reply() -> str:
    """What it does."""
    return "replies"


@spoken(german.rule_does_nothing)
def rule_does_nothing() -> str:
    """A rule that lacks what it is to do."""
    return "nothing yet: press *Change* and pick what to do"


@spoken(german.rule_would_fire)
def rule_would_fire(name: str, number: int, of: int) -> str:
    """What a trial found."""
    return f"{name} would have fired on {figure(number)} of the last {in_english(of, 'message')}."


@spoken(german.rule_as_today)
def rule_as_today() -> str:
    """What a trial cannot know."""
    return "Asked of the customers as they are known today. Nothing was done."


@spoken(german.rule_switched_on)
def rule_switched_on() -> str:
    """It is at work."""
    return "The rule is on, within a few seconds everywhere."


@spoken(german.rule_switched_off)
def rule_switched_off() -> str:
    """It does nothing more."""
    return "The rule is off."


@spoken(german.rule_deleted)
def rule_deleted() -> str:
    """It is gone."""
    return "The rule is deleted. What it did stays."


@spoken(german.delete_rule)
def delete_rule(name: str) -> str:
    """What deleting one does."""
    return f"\u201c{name}\u201d does nothing more then. What it did stays."


@spoken(german.rule_gone)
def rule_gone() -> str:
    """It is there no more."""
    return "Somebody deleted this rule. Make it anew with *New rule*."


@spoken(german.rule_needs_something)
def rule_needs_something() -> str:
    """A rule without anything to do cannot be switched on."""
    return "This rule does nothing yet. Press *Change* and pick what it is to do."


@spoken(german.rule_needs_name)
def rule_needs_name(most: int) -> str:
    """A form without a name."""
    return f"Give it a name of {figure(most)} characters at most."


@spoken(german.too_many_rules)
def too_many_rules() -> str:
    """Beyond the limit."""
    return "There are 15 rules already. Delete one that nobody needs first."


@spoken(german.wrong_hours)
def wrong_hours() -> str:
    """Hours that are none."""
    return "Write the hours as 09:00-18:00."


@spoken(german.wrong_again)
def wrong_again(most: int) -> str:
    """A number that is none."""
    return f"Write a number up to {figure(most)}, or nothing."


@spoken(german.rule_would_loop)
def rule_would_loop() -> str:
    """A rule that posts where messages are read."""
    return (
        "Customers' messages are read in this channel: a rule that posts there would answer itself."
        " Pick a channel that is not watched."
    )


@spoken(german.rule_not_invited)
def rule_not_invited() -> str:
    """A channel that the bot is not in."""
    return "Rapport is not in this channel. Type `/invite @rapport` there first."


@spoken(german.no_rule_asked)
def no_rule_asked() -> str:
    """An empty log."""
    return "No rule was asked yet: none is on, or nobody has written since."


@spoken(german.rule_mentions)
def rule_mentions(group: str) -> str:
    """Posted in the thread."""
    return f"{group}, please look at this. (A rule of your team says so: `/customer rules`)"


@spoken(german.rule_posted)
def rule_posted() -> str:
    """Over a card in another channel."""
    return "Posted by a rule of your team: `/customer rules`"
