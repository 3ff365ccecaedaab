"""Why two may be one: what is the same, and what is nearly so."""

from typing import Final

from bot.wording.speaking import Table

Twins = tuple[str, str]
"""The English words and the German ones."""

_NAMES: Final[dict[str, Twins]] = {
    "nick": ("a short form of the same {}", "eine Kurzform desselben {}ns"),
    "typo": ("{} differs in one letter", "{} mit einem anderen Buchstaben"),
    "close": ("similar {}", "ähnlicher {}"),
    "near": ("similar {}", "ähnlicher {}"),
    "initial": ("same first letter of the {}", "gleicher Anfangsbuchstabe des {}ns"),
    "far": ("{} a little alike", "{} ein wenig ähnlich"),
    "other": ("another {}", "ein anderer {}"),
}
_WORDS: Final[dict[str, Twins]] = {
    "most": ("nearly the same {}", "fast derselbe {}"),
    "alike": ("similar {}", "ähnlicher {}"),
    "within": ("one {} within the other", "ein {} im anderen enthalten"),
    "many": ("many words of the {} in common", "viele gleiche Wörter im {}n"),
    "some": ("some words of the {} in common", "einige gleiche Wörter im {}n"),
    "other": ("another {}", "ein anderer {}"),
}


def _of(named: str, nouns: Twins, levels: dict[str, Twins]) -> dict[str, Twins]:
    """Each level with its noun in it; the German ones all end as *Name* does."""
    return {
        f"{named}_{level}": (english.format(nouns[0]), german.format(nouns[1]))
        for level, (english, german) in levels.items()
    }


LIKENESS: Final = Table(
    {
        "same_given": ("same given name", "gleicher Vorname"),
        "same_family": ("same surname", "gleicher Nachname"),
        "same_custom": ("same value in a custom field", "gleicher Wert in einem eigenen Feld"),
        **_of("given", ("given name", "Vorname"), _NAMES),
        **_of("family", ("surname", "Nachname"), _NAMES),
        **_of("title", ("name", "Name"), _WORDS),
        **_of("company", ("company", "Firmenname"), _WORDS),
        "same_domain": (
            "e-mail addresses at the same company",
            "E-Mail-Adressen bei derselben Firma",
        ),
        "email_typo": (
            "e-mail address differs in one or two characters",
            "E-Mail-Adresse mit ein oder zwei anderen Zeichen",
        ),
        "email_local": (
            "same name before the @ of the e-mail address",
            "gleicher Name vor dem @ der E-Mail-Adresse",
        ),
        "email_near": ("similar e-mail address", "ähnliche E-Mail-Adresse"),
        "phone_typo": (
            "phone number differs in one digit",
            "Telefonnummer mit einer anderen Ziffer",
        ),
        "phone_tail": (
            "phone number ends in the same seven digits",
            "Telefonnummer endet auf dieselben sieben Ziffern",
        ),
        "handle_near": (
            "same handle on another channel",
            "gleicher Benutzername auf einem anderen Kanal",
        ),
        "street_alike": (
            "same address in another writing",
            "gleiche Adresse in anderer Schreibweise",
        ),
        "street_near": (
            "same street, house number differs in one digit",
            "gleiche Straße, Hausnummer mit einer anderen Ziffer",
        ),
        "street_road": ("same street", "gleiche Straße"),
        "street_far": ("same house number", "gleiche Hausnummer"),
        "place_most": ("same postcode", "gleiche Postleitzahl"),
        "place_town": ("same town", "gleicher Ort"),
        "place_close": (
            "same town, postcode differs in one character",
            "gleicher Ort, Postleitzahl mit einem anderen Zeichen",
        ),
        "place_alike": ("same town", "gleicher Ort"),
        "place_near": ("similar town or postcode", "ähnlicher Ort oder ähnliche Postleitzahl"),
        "place_far": ("similar town", "ähnlicher Ort"),
        "born_typo": ("birthday differs in one digit", "Geburtstag mit einer anderen Ziffer"),
        "born_swapped": (
            "birthday with day and month swapped",
            "Geburtstag mit vertauschtem Tag und Monat",
        ),
        "born_month": ("birthdays within a month", "Geburtstage innerhalb eines Monats"),
        "born_two": ("birthday differs in two digits", "Geburtstag mit zwei anderen Ziffern"),
        "born_year": ("born within a year", "innerhalb eines Jahres geboren"),
        "about_phone": ("a phone number", "eine Telefonnummer"),
        "about_email": ("an e-mail address", "eine E-Mail-Adresse"),
        "about_handle": ("a handle", "ein Benutzername"),
        "about_external": ("an id in your own system", "eine Nummer in Ihrem eigenen System"),
        "custom_typo": (
            "a custom field differs in one character",
            "ein eigenes Feld mit einem anderen Zeichen",
        ),
        "custom_close": (
            "a similar value in a custom field",
            "ein ähnlicher Wert in einem eigenen Feld",
        ),
    }
)
"""Code to words; what is exactly the same has its words beside the rules' own reasons."""
