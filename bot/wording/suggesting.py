"""Sentences about replies that a rule offers in a thread, for whoever answers to post."""

from bot.wording.german import suggesting as german
from bot.wording.speaking import spoken, words

rule_suggest_label = words("Offer in the thread, to be posted", "Im Thread anbieten, zum Posten")
rule_suggest_hint = words(
    "The team sees it below the message, as this customer would read it; nothing goes out before somebody posts it.",
    "Das Team sieht es unter der Nachricht, wie der Kunde es läse; nichts geht hinaus, bevor es jemand postet.",
)
rule_suggest = words("offers a reply", "bietet eine Antwort an")
whoever_posts = words("(your name)", "(Ihr Name)")


@spoken(german.suggests)
def suggests(name: str) -> str:
    """Above a reply that a rule offers."""
    return f"A reply to {name}, offered by a rule of your team. It goes nowhere before somebody posts it."
