"""Sentences about what fields are for, and which of them are seldom read."""

from typing import Final

from bot.wording.counting import in_english
from bot.wording.german import usage as german
from bot.wording.speaking import Table, spoken, words

FIELD_PURPOSES: Final = Table(
    {
        "name": ("To call them by it.", "Um sie damit anzusprechen."),
        "company": ("To know whom they write for.", "Um zu wissen, für wen sie schreiben."),
        "title": ("To know what they decide.", "Um zu wissen, was sie entscheiden."),
        "plan": ("To know what they are entitled to.", "Um zu wissen, was ihnen zusteht."),
        "location": ("To know where a parcel goes.", "Um zu wissen, wohin ein Paket geht."),
        "address": ("To know where a parcel goes.", "Um zu wissen, wohin ein Paket geht."),
        "born": (
            "To tell two people of one name apart.",
            "Um zwei Menschen eines Namens auseinanderzuhalten.",
        ),
        "timezone": ("To answer when they are awake.", "Um zu antworten, wenn sie wach sind."),
        "language": ("To answer in it.", "Um darin zu antworten."),
        "preferred_channel": (
            "To answer where they read it.",
            "Um dort zu antworten, wo sie es lesen.",
        ),
        "owner": ("To know who looks after them.", "Um zu wissen, wer sich kümmert."),
        "priority": ("To sort what is urgent.", "Um zu sortieren, was eilt."),
        "emails": ("To know who writes by mail.", "Um zu wissen, wer per Mail schreibt."),
        "phones": ("To know who calls or texts.", "Um zu wissen, wer anruft oder textet."),
    }
)
"""What each field that every customer has is held for."""
seldom_heading = words("Seldom or never read", "Selten oder nie gelesen")
seldom_hint = words(
    "Candidates to drop: less than 3 times in 90 days with a value on an opened card, in a search, rule or reply.",
    "Kann wohl weg: weniger als 3-mal in 90 Tagen mit Wert auf einer geöffneten Karte, in Suche, Regel oder Antwort.",
)
seldom_not_yet = words(
    "Which fields nobody reads stands here once it was counted for 30 days. Only names of fields are counted.",
    "Welche Felder niemand liest, steht hier nach 30 Tagen des Zählens. Gezählt werden nur Namen von Feldern.",
)
nothing_seldom = words(
    "Every field was read in the last 90 days.", "Jedes Feld wurde in den letzten 90 Tagen gelesen."
)
never_used = words("never", "nie")


USES: Final = Table(
    {
        "shown": ("shown", "gezeigt"),
        "searched": ("searched for", "gesucht"),
        "said": ("said in a reply", "in einer Antwort gesagt"),
    }
)
"""How a field was read."""


@spoken(german.times_read)
def times_read(number: int) -> str:
    """How often."""
    return in_english(number, "time")
