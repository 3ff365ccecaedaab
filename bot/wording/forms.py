"""What stands in forms, and what is said at a field that is wrong."""

from typing import Final

from bot.wording.german import forms as german
from bot.wording.speaking import spoken, words

save = words("Save", "Speichern")
close = words("Cancel", "Abbrechen")
next_step = words("Next", "Weiter")
create = words("Create", "Anlegen")
start = words("Start", "Starten")
note_title = words("Note", "Notiz")
tags_title = words("Tags", "Schlagwörter")
edit_title = words("Edit customer", "Kunde bearbeiten")
new_title = words("New customer", "Neuer Kunde")
merge_title = words("Merge customers", "Kunden zusammenführen")
watch_title = words("Watch this channel", "Diesen Channel mitlesen")
note_label = words("What should colleagues know?", "Was sollten Kollegen wissen?")
NOTE_LIMIT_CHARS: Final = 3000
note_hint = words(
    "At most 3,000 characters. Everybody in this workspace who uses Rapport can read it.",
    "Höchstens 3.000 Zeichen. Alle in diesem Workspace, die Rapport benutzen, können sie lesen.",
)
tags_label = words("Tags", "Schlagwörter")
tags_hint = words("Type to find tags that are in use.", "Tippen Sie, um vorhandene zu finden.")
new_tags_label = words("New tags", "Neue Schlagwörter")
new_tags_hint = words("Separated by commas.", "Durch Kommas getrennt.")
emails_label = words("E-mail addresses", "E-Mail-Adressen")
emails_hint = words("Separated by commas.", "Durch Kommas getrennt.")
phones_label = words("Phone numbers", "Telefonnummern")
phones_hint = words(
    "Separated by commas; with the country code, such as +44 20 7946 0123.",
    "Durch Kommas getrennt; mit Ländervorwahl, etwa +49 30 901820.",
)
handles_label = words("Handles", "Benutzernamen")
handles_hint = words(
    "Such as instagram: @ana.s, telegram: @ana.", "Etwa instagram: @ana.s, telegram: @ana."
)
timezone_hint = words(
    "A city, such as Berlin or America/Sao_Paulo.",
    "Eine Stadt, etwa Berlin oder America/Sao_Paulo.",
)
language_hint = words("Such as Portuguese or pt-BR.", "Etwa Portugiesisch oder pt-BR.")
other_label = words("Who is the same person?", "Wer ist dieselbe Person?")
other_placeholder = words(
    "Type a name, a number or an address", "Name, Nummer oder Adresse eingeben"
)
merge_note = words(
    "Nothing is lost: the other value is kept beside the one that is shown, and the merge can"
    " be undone at any time.",
    "Nichts geht verloren: der andere Wert bleibt neben dem gezeigten erhalten, und die"
    " Zusammenführung lässt sich jederzeit aufheben.",
)
shown_afterwards = words("shown afterwards", "wird danach gezeigt")
problem_title = words("Not done", "Nicht ausgeführt")
back = words("Back", "Zurück")
done = words("Close", "Schließen")
find_title = words("Find customer", "Kunden finden")
panel_title = words("Customer", "Kunde")
find_label = words("Whom are you looking for?", "Wen suchen Sie?")
find_placeholder = words(
    "A name, number, address, handle or order",
    "Name, Nummer, Adresse, Benutzername oder Bestellung",
)
new_search = words(
    "Perhaps they are known already: look before you write them down.",
    "Vielleicht ist der Kunde schon bekannt: sehen Sie nach, bevor Sie ihn anlegen.",
)
somebody = words("Somebody", "Jemand")
kept_beside = words("kept beside it", "bleibt daneben erhalten")
same_in_both = words("the same in both", "bei beiden gleich")
kind_label = words("What arrives here?", "Was kommt hier an?")
kind_hint = words(
    "For messages that do not say themselves which channel they came by.",
    "Für Nachrichten, die selbst nicht sagen, über welchen Kanal sie kamen.",
)
region_label = words(
    "Country of numbers without a country code", "Land der Nummern ohne Ländervorwahl"
)
region_hint = words("Two letters, such as US, GB or DE.", "Zwei Buchstaben, etwa US, GB oder DE.")
own_domains_label = words("Your own mail domains", "Ihre eigenen E-Mail-Domains")
own_domains_hint = words(
    "Separated by commas: addresses in them are never a customer's.",
    "Durch Kommas getrennt: Adressen darin gehören nie einem Kunden.",
)
any_kind = words("Several, or something else", "Mehreres, oder etwas anderes")


@spoken(german.wrong_email)
def wrong_email(text: str) -> str:
    """An address that is none."""
    return f"\u201c{text}\u201d is not an e-mail address. It should look like ana@example.com."


@spoken(german.own_address)
def own_address(text: str) -> str:
    """An address at one of the team's own mail domains."""
    return f"\u201c{text}\u201d is an address of your own team, and no customer's."


@spoken(german.wrong_phone)
def wrong_phone(text: str) -> str:
    """A number that is none."""
    return f"\u201c{text}\u201d is not a phone number. Write it with the country code, such as +44 20 7946 0123."


@spoken(german.wrong_handle)
def wrong_handle(text: str) -> str:
    """A handle that is none."""
    return f"\u201c{text}\u201d is not a handle. Write the kind first, such as instagram: @ana.s."


@spoken(german.wrong_zone)
def wrong_zone(text: str) -> str:
    """A zone that is none."""
    return f"\u201c{text}\u201d is not a time zone. Write it like Berlin or America/Sao_Paulo."


@spoken(german.wrong_language)
def wrong_language(text: str) -> str:
    """A language tag that is none."""
    return f"\u201c{text}\u201d is not a language. Write it like German, de or pt-BR."


@spoken(german.wrong_region)
def wrong_region(text: str) -> str:
    """A country that is none."""
    return f"\u201c{text}\u201d is not a country. Two letters are, such as US, GB or DE."


@spoken(german.wrong_domain)
def wrong_domain(text: str) -> str:
    """A domain that is none."""
    return f"\u201c{text}\u201d is not a mail domain. It should look like example.com."


@spoken(german.too_long)
def too_long(most: int) -> str:
    """More than fits."""
    return f"At most {most:,} characters; shorten it, or write two."


@spoken(german.empty_note)
def empty_note() -> str:
    """A note without a text."""
    return "A note needs some words."


@spoken(german.tag_too_long)
def tag_too_long(text: str, most: int) -> str:
    """A tag that is too long."""
    return f"\u201c{text}\u2026\u201d is too long for a tag: at most {most} characters."


@spoken(german.too_many_tags)
def too_many_tags(most: int) -> str:
    """More tags than fit."""
    return f"At most {most} tags."


@spoken(german.nothing_given)
def nothing_given() -> str:
    """A customer of whom nothing is said."""
    return "Say at least a name, an e-mail address, a phone number or a handle."


@spoken(german.pick_another)
def pick_another() -> str:
    """The same one was picked."""
    return "That is the customer you are looking at. Pick the other one."


@spoken(german.more_fields)
def more_fields(number: int) -> str:
    """Fields that do not fit into the form."""
    if number == 1:
        return "One more field differs; its values are both kept."
    return f"{number} more fields differ; their values are all kept."


@spoken(german.together)
def together(counted: str) -> str:
    """What one customer has after a merge."""
    return f"Together: {counted}"


@spoken(german.told_apart)
def told_apart(who: str, when: str) -> str:
    """Somebody said *not the same* before."""
    return f"{who} said on {when} that these two are not the same person. Merging takes that back."


@spoken(german.names_differ)
def names_differ(one: str, other: str) -> str:
    """Two names that cannot be one person's."""
    return f"The names differ: {one} and {other}."


@spoken(german.ids_differ)
def ids_differ(system: str, one: str, other: str) -> str:
    """Two ids of a system that gives each person one."""
    return f"Your {system} holds two customers: {one} and {other}."


@spoken(german.birthdays_differ)
def birthdays_differ(one: str, other: str) -> str:
    """Two birthdays."""
    return f"The birthdays differ: {one} and {other}."


@spoken(german.many_contacts)
def many_contacts(number: int) -> str:
    """More contacts than people usually have."""
    return f"Together these are {number} contacts, more than one person usually has."


@spoken(german.too_many_contacts)
def too_many_contacts(most: int) -> str:
    """A merge that would join more contacts than a profile holds."""
    return (
        f"These are not merged: together they would have more than {most} contacts, and so many are"
        " several people or a number that many share. Look at them with *Split* first."
    )
