"""What is kept for how long, and what was given up."""

from typing import Final

from bot.wording.german import retaining as german
from bot.wording.speaking import Table, spoken, words
from storage.retention import LONGEST_DAYS, SHORTEST_DAYS, Words

words_kept_label = words("Kept of what is written", "Was vom Geschriebenen bleibt")
words_kept_hint = words(
    "Of messages and answers, from now on. What is kept already stays until its days are over.",
    "Von Nachrichten und Antworten, ab jetzt. Was schon da ist, bleibt, bis seine Tage um sind.",
)
message_days_label = words("Days kept: words of messages", "Tage für die Worte von Nachrichten")
message_days_hint = words(
    "Then the words go; time, channel and link stay. Empty, in any of these: kept as long as the customer.",
    "Dann gehen die Worte; Zeit, Kanal und Link bleiben. Leer heißt bei allen: so lange wie der Kunde.",
)
order_days_label = words("Days kept: orders", "Tage für Bestellungen")
letter_days_label = words("Days kept: what failed", "Tage für das, was misslang")
letter_days_hint = words(
    "Events and posts that could not be done, with what they hold.",
    "Ereignisse und Posts, die nicht gelangen, mit ihrem Inhalt.",
)
audit_days_label = words("Days kept: who did what", "Tage dafür, wer was tat")
conversation_days_label = words(
    "Days kept: counts of conversations", "Tage für die Zahlen der Gespräche"
)

no_limit = words("no limit", "ohne Grenze")
WORDS_KEPT: Final = Table[Words](
    {
        Words.FULL: ("All of it", "Alles"),
        Words.EXCERPT: ("The first 200 characters", "Die ersten 200 Zeichen"),
        Words.NONE: ("Nothing", "Nichts"),
    }
)


@spoken(german.not_so_many_days)
def not_so_many_days() -> str:
    """What is to be typed instead."""
    return f"Type a whole number from {SHORTEST_DAYS} to {LONGEST_DAYS}, or nothing."
