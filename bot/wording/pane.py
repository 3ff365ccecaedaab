"""What the pane beside the conversation says, and the preview of a profile's address."""

from bot.wording.german import pane as german
from bot.wording.speaking import spoken, words

a_customer = words("A customer", "Ein Kunde")
"""What everybody in a conversation reads of a profile: nothing about whom it is."""
open_beside = words("Open beside the conversation", "Neben dem Gespräch öffnen")
entity_type = words("Customer", "Kunde")
emails = words("E-mail", "E-Mail")
phones = words("Phone", "Telefon")
handles = words("Known as", "Bekannt als")
latest_order = words("Order", "Bestellung")
latest_message = words("Wrote last", "Schrieb zuletzt")
latest_note = words("Note", "Notiz")
see_timeline = words("Timeline", "Chronik")
see_orders = words("Orders", "Bestellungen")
not_shown = words("Not shown", "Nicht angezeigt")
saving = words("One moment", "Einen Moment")
address_of_profile = words("Address of this profile", "Adresse dieses Profils")
open_in_slack = words("A customer's profile", "Das Profil eines Kunden")


@spoken(german.only_in_slack)
def only_in_slack() -> str:
    """The page at a profile's address."""
    return (
        "Profiles are shown in Slack only. Paste this address into a conversation there, and open"
        " the preview; or type /customer and the address."
    )
