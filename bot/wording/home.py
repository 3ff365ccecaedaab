"""What stands on the bot's own page in Slack, its Home."""

from typing import Final

from bot.wording.counting import figure, in_english
from bot.wording.german import home as german
from bot.wording.speaking import Table, spoken, words

HOME_PAGES: Final = Table(
    {
        "desk": ("Customers", "Kunden"),
        "segments": ("Segments", "Segmente"),
        "channels": ("Channels", "Channels"),
        "tags": ("Tags", "Schlagwörter"),
        "rules": ("Rules", "Regeln"),
        "replies": ("Replies", "Antworten"),
        "settings": ("Settings", "Einstellungen"),
        "fields": ("Fields", "Felder"),
        "report": ("Report", "Bericht"),
        "requests": ("Requests", "Anfragen"),
    }
)
"""The pages of Home, as the buttons that lead to them are called."""
back_to = words("Previous", "Zurück")
looked_at_last = words("Looked at last", "Zuletzt angesehen")
waits_for_decision = words("Waiting for a decision", "Zu entscheiden")
watched_channels = words("Watched channels", "Channels, die mitgelesen werden")
tags_in_use = words("Tags in use", "Schlagwörter in Gebrauch")
change = words("Change", "Ändern")
not_set = words("not set", "nicht festgelegt")
one_is_enough = words("One admin is enough", "Ein Admin genügt")
marked_heading = words(
    "Numbers and addresses that are nobody's own", "Nummern und Adressen, die niemandem gehören"
)
stop = words("Stop watching", "Nicht mehr mitlesen")
stop_title = words("Stop watching?", "Nicht mehr mitlesen?")
keep = words("Keep", "Weiter mitlesen")
watch_another = words("Watch another channel", "Weiteren Channel mitlesen")
retag_title = words("Change a tag", "Schlagwort ändern")
retag_what = words("What should become of it?", "Was soll damit geschehen?")
rename = words("Give it another name", "Umbenennen")
retire = words("Take it off all customers", "Bei allen Kunden entfernen")
retag_name = words("The new name", "Der neue Name")
retag_name_hint = words(
    "The name of another tag puts the two together.",
    "Mit dem Namen eines anderen Schlagworts werden beide eins.",
)


@spoken(german.nobody_looked_at)
def nobody_looked_at() -> str:
    """A member who has looked at no customer yet."""
    return "Nobody yet. Whoever you look up stands here the next time."


@spoken(german.begin_here)
def begin_here() -> str:
    """A workspace in which nothing is read yet."""
    return (
        "No channel is watched yet. Invite me to one where customers' messages arrive"
        " (`/invite @rapport`), and type `/customer watch` in it."
    )


@spoken(german.in_short)
def in_short(waiting: int, feeds: int, tags: int) -> str:
    """`3 pairs to decide, 2 channels watched, 14 tags`"""
    pairs, channels = in_english(waiting, "pair"), in_english(feeds, "channel")
    return f"{pairs} to decide, {channels} watched, {in_english(tags, 'tag')}"


@spoken(german.further_on)
def further_on(after: int) -> str:
    """A further page of a list."""
    return f"After the first {figure(after)}:"


@spoken(german.nothing_watched)
def nothing_watched() -> str:
    """No channel is read."""
    return "No channel is watched. Invite me to one (`/invite @rapport` in it), then pick it below."


@spoken(german.feed_of)
def feed_of(kind: str | None, region: str | None, domains: str) -> str:
    """What is set for a channel: `WhatsApp · numbers from BR · own domains: acme.example`"""
    parts = [kind or "whatever arrives"]
    parts += [f"numbers from {region}"] if region else []
    parts += [f"own domains: {domains}"] if domains else []
    return " \u00b7 ".join(parts)


@spoken(german.stop_watching)
def stop_watching() -> str:
    """Asked before a channel is read no more."""
    return (
        "Nothing more that is written there is read. What is known of customers stays,"
        " and the channel can be watched again at any time."
    )


@spoken(german.watched_now)
def watched_now(channel: str) -> str:
    """A channel was set."""
    return f"{channel} is watched."


@spoken(german.watched_no_more)
def watched_no_more(channel: str, *, was: bool) -> str:
    """A channel is read no more."""
    return f"{channel} is no longer watched." if was else f"{channel} was not watched."


@spoken(german.no_tags)
def no_tags() -> str:
    """No tag is on anybody."""
    return "No tag is in use. Tags are put on by *Tag* on a customer's card."


@spoken(german.tag_on)
def tag_on(number: int) -> str:
    """On how many customers a tag is, counted by contact."""
    return f"on {in_english(number, 'contact')}"


@spoken(german.retagging)
def retagging(old: str, new: str | None) -> str:
    """A tag is being changed everywhere."""
    told = f"{old} is becoming {new}" if new else f"{old} is being taken off everybody"
    return f"{told}. With many customers that takes a few minutes."


@spoken(german.retagged)
def retagged(old: str, new: str | None, number: int) -> str:
    """A tag was changed everywhere."""
    told = f"{old} is {new} now" if new else f"{old} is retired"
    return f"{told}: changed on {in_english(number, 'contact')}."


@spoken(german.more_tags)
def more_tags(number: int) -> str:
    """Not all are shown."""
    return f"and {figure(number)} more, in Home"


@spoken(german.tag_not_in_use)
def tag_not_in_use(name: str, near: str) -> str:
    """A tag to be changed that nobody has."""
    meant = f" Did you mean {near}?" if near else " `/customer tags` shows those in use."
    return f"No customer has the tag {name}.{meant}"


@spoken(german.new_name_needed)
def new_name_needed() -> str:
    """A tag to be renamed, to nothing."""
    return "Say what it is to be called, or choose to take it off all customers."


@spoken(german.same_name)
def same_name() -> str:
    """A tag to be renamed to itself."""
    return "That is its name already."
