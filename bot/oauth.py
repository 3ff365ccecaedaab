"""The two addresses by which a workspace installs the bot: out to Slack, and back.

Back comes only who went out, in the browser that went, once, within ten minutes: the state is known to the store
by its digest and bound to a cookie of its own. The pages are fixed; no address of them is taken from a request.
https://docs.slack.dev/authentication/installing-with-oauth, https://www.rfc-editor.org/rfc/rfc9700#section-4.7
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from html import escape
from typing import Final
from urllib.parse import urlencode, urlsplit

import structlog
from aiohttp import web

from bot import metrics, wording
from bot.granting import Granting, NotGranted, asked_scopes
from bot.own_app import BACK, OwnApp
from bot.profile_page import HEADERS
from bot.wording import Language
from storage.errors import StorageError
from storage.installs import StillGoing
from storage.redis.installs import Installs

log = structlog.get_logger()

LASTS: Final = timedelta(minutes=10)
RANDOM_BYTES: Final = 32
LONGEST: Final = 200
"""Characters of a state or a code; Slack's codes have about 90."""


class OAuth:
    """Answers whoever installs the bot."""

    def __init__(
        self,
        *,
        installs: Installs,
        granting: Granting,
        app: OwnApp,
        api_url: str,
        language: Language,
        installed: Callable[[str], None],
    ) -> None:
        self._installs = installs
        self._granting = granting
        self._app = app
        api = urlsplit(api_url)
        self._authorize = f"{api.scheme}://{api.netloc}/oauth/v2/authorize"
        self._language = language
        self._installed = installed
        """Told of a workspace that is served from now on."""

    async def out(self, _request: web.Request) -> web.Response:
        """On to Slack's own page, on which an admin allows the bot."""
        state, browser = (secrets.token_urlsafe(RANDOM_BYTES) for _ in range(2))
        try:
            await self._installs.begin(digest(state), digest(browser), lasting=LASTS)
        except StorageError as error:
            log.warning("an installation was not begun", error=type(error).__name__)
            return self._page(503, wording.install_later)
        query = urlencode(
            {
                "client_id": self._app.client_id,
                "scope": asked_scopes(),
                "redirect_uri": self._app.redirect_uri,
                "state": state,
            }
        )
        headers = {**HEADERS, "Location": f"{self._authorize}?{query}"}
        answer = web.Response(status=302, headers=headers)
        answer.set_cookie(
            cookie_of(state),
            browser,
            max_age=int(LASTS.total_seconds()),
            path=BACK,
            secure=True,
            httponly=True,
            samesite="Lax",
        )
        return answer

    async def back(self, request: web.Request) -> web.Response:
        """The end of an installation: the bot is in that workspace, or a sentence says why it is not."""
        state = _only(request, "state")
        answer = await self._ended(request, state)
        if state and cookie_of(state) in request.cookies:
            answer.del_cookie(cookie_of(state), path=BACK, secure=True, httponly=True)
        return answer

    async def _ended(self, request: web.Request, state: str) -> web.Response:
        code, refusal = _only(request, "code"), _only(request, "error")
        try:
            if not await self._is_ours(request, state):
                log.warning("an installation that was not begun here", reason="state")
                metrics.rejected(400)
                return self._page(400, wording.install_again)
            if refusal or not code:
                log.info("an installation was given up", reason="error" if refusal else "no code")
                return self._page(400, partial(wording.install_given_up, refusal[:60]))
            granted, tokens = await self._granting.granted(code)
            saved = await self._installs.save(granted, tokens)
        except NotGranted as error:
            log.warning("Slack gave no token for an installation", error=str(error))
            return self._page(400, partial(wording.install_refused, str(error)[:60]))
        except StorageError as error:
            log.warning("an installation was not kept", error=type(error).__name__)
            return self._page(503, wording.install_later)
        if isinstance(saved, StillGoing):
            return self._page(409, wording.install_while_going)
        log.info("a workspace installed the bot", workspace=granted.workspace, team=granted.team)
        self._installed(granted.workspace)
        return self._page(200, wording.install_done)

    async def _is_ours(self, request: web.Request, state: str) -> bool:
        """True for who began it, in the same browser, in time; nobody is asked twice."""
        if not state:
            return False
        began = await self._installs.end(digest(state))
        given = request.cookies.get(cookie_of(state), "")
        return began is not None and hmac.compare_digest(began, digest(given))

    def _page(self, status: int, said: Callable[[], str]) -> web.Response:
        with wording.speaking(self._language):
            is_done = status == web.HTTPOk.status_code
            title = escape(wording.installed() if is_done else wording.not_installed())
            told = escape(said())
        page = (
            f'<!doctype html><html lang="{self._language}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<h1>{title}</h1><p>{told}</p></html>"
        )
        return web.Response(status=status, text=page, content_type="text/html", headers=HEADERS)


def digest(text: str) -> str:
    """What the store knows a secret by."""
    return hashlib.sha256(text.encode()).hexdigest()


def cookie_of(state: str) -> str:
    """Each installation has a cookie of its own: two that are begun side by side both end well."""
    return f"__Secure-rapport-{digest(state)[:16]}"


def _only(request: web.Request, name: str) -> str:
    """A parameter that is there once; empty where it is not, or is too long to be one."""
    found = request.query.getall(name, [])
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST else ""
