"""Which doors are open: those whose secret is set."""

from aiohttp import web

from bot.doors.door import Door, Porter
from bot.doors.own import MessagesDoor, OrdersDoor
from bot.doors.shopify import ShopifyDoor
from bot.doors.twilio import TwilioDoor
from bot.doors.whatsapp import WhatsAppDoor
from bot.setting_values import several
from bot.settings import Settings


def open_doors(application: web.Application, settings: Settings, porter: Porter) -> list[str]:
    """The paths of the doors that are open now."""
    region, places = settings.default_region, settings.places()
    doors: list[Door] = []
    if own := several(settings.ingest_secret):
        doors.append(OrdersDoor(porter, own, region=region))
        doors.append(MessagesDoor(porter, own, region=region))
    if shopify := several(settings.shopify_secret):
        doors.append(ShopifyDoor(porter, shopify, shops=settings.shops()))
    if whatsapp := several(settings.whatsapp_secret):
        token = next(iter(several(settings.whatsapp_verify_token)), "")
        meta = WhatsAppDoor(porter, whatsapp, verify_token=token, places=places)
        application.router.add_get(meta.path, meta.challenge)
        doors.append(meta)
    if twilio := several(settings.twilio_token):
        url = settings.public_url
        doors.append(TwilioDoor(porter, twilio, public_url=url, places=places))
    for door in doors:
        application.router.add_post(door.path, door.handle)
    return [door.path for door in doors]
