"""The page at a profile's address: the same for every id, and nothing about anybody."""

from html import escape
from typing import Final

from aiohttp import web

from bot import wording
from bot.wording import Language

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class ProfilePage:
    """Answers whoever opens a profile's address in a browser."""

    def __init__(self, language: Language) -> None:
        self._language = language

    async def shown(self, _request: web.Request) -> web.Response:
        """That profiles are shown in Slack only. The store is not asked: no answer tells which ids there are."""
        with wording.speaking(self._language):
            title, told = escape(wording.open_in_slack()), escape(wording.only_in_slack())
        page = (
            f'<!doctype html><html lang="{self._language}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<h1>{title}</h1><p>{told}</p></html>"
        )
        return web.Response(text=page, content_type="text/html", headers=HEADERS)
