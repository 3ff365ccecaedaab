"""Which makers answers go out by: those that an operator gave us the keys of."""

from collections.abc import Mapping

from aiohttp import ClientSession

from bot.makers import twilio, whatsapp
from bot.makers.maker import Maker
from bot.setting_values import several
from bot.settings import Settings

Makers = Mapping[str, Maker]
"""By the first part of a line."""


def open_makers(settings: Settings, session: ClientSession) -> Makers:
    """The makers by name; empty where answers go back by a relay alone."""
    found: dict[str, Maker] = {}
    if token := next(iter(several(settings.whatsapp_access_token)), ""):
        url = settings.whatsapp_api_url
        found[whatsapp.NAME] = whatsapp.WhatsApp(session, api_url=url, token=token)
    token = next(iter(several(settings.twilio_token)), "")
    if token and settings.twilio_account:
        found[twilio.NAME] = twilio.Twilio(
            session,
            api_url=settings.twilio_api_url,
            account=settings.twilio_account,
            token=token,
            public_url=settings.public_url,
        )
    return found
