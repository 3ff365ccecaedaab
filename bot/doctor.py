"""The command `rapport doctor`: what is wrong with how Rapport is set up, each with its mend."""

import asyncio
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from aiohttp import encode_basic_auth
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot import plain, scopes
from bot.own_app import own_app
from bot.settings import SLACKS_OWN_API, Settings, Unconfigured, meant
from bot.slack_errors import FAILURES, Meaning, code_of, meaning
from bot.unplaced import unplaced, unposted
from storage.fault import Fault
from storage.redis.inspecting import inspected

DONE: Final = 0
WRONG: Final = 1
MOST_SKEW: Final = timedelta(seconds=30)
"""Of a request whose stamp is 300 s off nothing is taken in."""
MOST_SECONDS: Final = 5.0
"""For all that is asked of Slack, and beside it for the store: who asks the doctor waits no longer than ten."""
_SLACKS_SECRET: Final = re.compile("[0-9a-f]{32}")

Now = Callable[[], datetime]


async def run(settings: Settings, *, strays: Sequence[str], as_json: bool, now: Now) -> int:
    """Prints all that is wrong; the exit code."""
    faults = await examined(settings, strays=strays, now=now)
    return told(faults, as_json=as_json)


def told(faults: Sequence[Fault], *, as_json: bool) -> int:
    """Prints what is wrong, and what is advised, one line each; the exit code, for which advice does not count."""
    for fault in faults:
        level = "advice: " if fault.level == "advice" else ""
        line = plain.printable(f"{level}{fault.code}: {fault}")
        print(fault.model_dump_json() if as_json else line)
    is_wrong = any(fault.level == "fault" for fault in faults)
    if not is_wrong and not as_json:
        print("Nothing is wrong.")
    return WRONG if is_wrong else DONE


def unconfigured(error: Unconfigured) -> list[Fault]:
    """The settings that cannot be read at all, one by one."""
    mend = "correct it, as the table of settings in README.md says"
    return [Fault(code="setting_wrong", wrong=line, mend=mend) for line in str(error).splitlines()]


async def examined(settings: Settings, *, strays: Sequence[str], now: Now) -> list[Fault]:
    """All that is wrong with settings, Slack's side and the store, in this sequence."""
    faults = [*_strays(strays), *_slack_settings(settings), *_keys(settings), *_folder(settings)]
    faults += _traces(settings)
    at_slack, in_store = await asyncio.gather(
        _at_slack_in_time(settings, now=now),
        inspected(
            settings.redis_url or None,
            data_dir=settings.data_dir,
            secrets=settings.secret_keys(),
            high_water=settings.queue_high_water,
            watched=lambda feeds: unplaced(settings, feeds),
            now=now,
            within=MOST_SECONDS,
        ),
    )
    return [*faults, *at_slack, *in_store]


# ------------------------------------------------------------ settings


def _strays(strays: Sequence[str]) -> Iterator[Fault]:
    for name in strays:
        near = meant(name)
        mend = f"{near} is one" if near else "README.md lists all of them"
        yield Fault(code="setting_unknown", wrong=f"{name} is not a setting of Rapport", mend=mend)


def _slack_settings(settings: Settings) -> Iterator[Fault]:
    try:
        app = own_app(settings)
    except Unconfigured as error:
        app = None
        mend = "README.md says how several workspaces are served"
        yield Fault(code="client_settings", wrong=str(error), mend=mend)
    if settings.slack_bot_token is None and not app:
        mend = "OAuth & Permissions > Bot User OAuth Token, or RAPPORT_SLACK_CLIENT_ID for several"
        yield Fault(code="bot_token_missing", wrong="RAPPORT_SLACK_BOT_TOKEN is missing", mend=mend)
    elif settings.slack_bot_token and not settings.slack_bot_token.get_secret_value().startswith(
        "xoxb-"
    ):
        wrong = "RAPPORT_SLACK_BOT_TOKEN is no bot token, which begins with xoxb-"
        mend = "OAuth & Permissions > Bot User OAuth Token"
        yield Fault(code="bot_token_kind", wrong=wrong, mend=mend)
    socket = settings.slack_app_token
    if socket and not socket.get_secret_value().startswith("xapp-"):
        wrong = "RAPPORT_SLACK_APP_TOKEN is no app-level token, which begins with xapp-"
        mend = "Basic Information > App-Level Tokens, scope connections:write"
        yield Fault(code="app_token_kind", wrong=wrong, mend=mend)
    mend = "Basic Information > Signing Secret"
    secrets = settings.signing_secrets()
    if not secrets and not socket:
        wrong = "RAPPORT_SLACK_SIGNING_SECRET is missing: without it anybody could be Slack"
        yield Fault(code="signing_secret_missing", wrong=wrong, mend=mend)
    if settings.slack_api_url == SLACKS_OWN_API:
        bad = [at for at, one in enumerate(secrets, 1) if not _SLACKS_SECRET.fullmatch(one)]
        for at in bad:
            wrong = f"RAPPORT_SLACK_SIGNING_SECRET, number {at}, is not 32 hexadecimal digits"
            yield Fault(code="signing_secret_shape", wrong=wrong, mend=mend)


def _keys(settings: Settings) -> Iterator[Fault]:
    keys = [key.lower() for key in settings.secret_keys()]
    if len(set(keys)) < len(keys):
        wrong = "RAPPORT_SECRET_KEY holds the same key twice"
        yield Fault(code="secret_key_twice", wrong=wrong, mend="leave one of them out")
    kept = settings.data_dir / "secret.key"
    if os.access(kept, os.F_OK) and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        wrong = f"{kept} can be read by others"
        yield Fault(code="secret_key_open", wrong=wrong, mend=f"chmod 600 {kept}")


def _folder(settings: Settings) -> Iterator[Fault]:
    folder = settings.data_dir
    there: Path = next(one for one in (folder, *folder.parents) if os.access(one, os.F_OK))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        wrong = f"RAPPORT_DATA_DIR cannot be written: {folder}"
        mend = "give it to the user that Rapport runs as, or name another folder"
        yield Fault(code="data_dir", wrong=wrong, mend=mend)


def _traces(settings: Settings) -> Iterator[Fault]:
    if settings.otlp_endpoint and find_spec("opentelemetry") is None:
        wrong = "RAPPORT_OTLP_ENDPOINT is set, and OpenTelemetry is not installed"
        mend = "pip install --no-deps --require-hashes -r requirements-otel.lock, or leave it out"
        yield Fault(code="traces_not_installed", wrong=wrong, mend=mend)


# ------------------------------------------------------------ Slack's side


async def _at_slack_in_time(settings: Settings, *, now: Now) -> list[Fault]:
    if not (settings.slack_bot_token or settings.slack_client_id):
        return []
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await _at_slack(settings, settings.slack_bot_token, now=now)
    except TimeoutError:
        return [_out_of_reach(settings, f"{MOST_SECONDS:.0f} s were not enough")]


def _out_of_reach(settings: Settings, why: str) -> Fault:
    wrong = f"Slack does not answer at {settings.slack_api_url} ({why})"
    mend = "may this machine go out to it by https, and is HTTPS_PROXY needed?"
    return Fault(code="slack_out_of_reach", wrong=wrong, mend=mend)


async def _at_slack(settings: Settings, token: SecretStr | None, *, now: Now) -> list[Fault]:
    """Whether Slack answers at all, and whether it takes the token where there is one for all."""
    client = AsyncWebClient(
        token=token.get_secret_value() if token else None,
        base_url=settings.slack_api_url,
        timeout=10,
        retry_handlers=[],
    )
    try:
        answer = await (client.auth_test() if token else client.api_test())
    except FAILURES as error:
        if meaning(error) is Meaning.NO_ACCESS:
            wrong, mend = "Slack refuses the bot token", "install the app again, and set its token"
            return [Fault(code="bot_token_refused", wrong=f"{wrong} ({code_of(error)})", mend=mend)]
        return [_out_of_reach(settings, code_of(error))]
    told_by = {name.lower(): value for name, value in answer.headers.items()}
    if not token:
        return [*await _app_refused(client, settings), *_clock(told_by.get("date", ""), now)]
    granted = _granted(told_by.get("x-oauth-scopes", ""))
    closed = await unposted(client, settings.places())
    return [*granted, *_clock(told_by.get("date", ""), now), *closed]


async def _app_refused(client: AsyncWebClient, settings: Settings) -> list[Fault]:
    """Whether Slack knows us as the app that workspaces install: asked with a code that it never gave."""
    try:
        app = own_app(settings)
    except Unconfigured:  # which is named already
        return []
    if app is None:
        return []
    proof = encode_basic_auth(app.client_id, app.client_secret)
    try:
        given = {"code": "doctor", "redirect_uri": app.redirect_uri}
        headers = {"Authorization": proof}
        await client.api_call("oauth.v2.access", data=given, headers=headers)
    except FAILURES as error:
        if code_of(error) in ("invalid_client_id", "bad_client_secret"):
            wrong = (
                f"Slack does not know the app that RAPPORT_SLACK_CLIENT_ID names ({code_of(error)})"
            )
            mend = "Basic Information > App Credentials: Client ID and Client Secret"
            return [Fault(code="client_refused", wrong=wrong, mend=mend)]
    return []


def _granted(header: str) -> Iterator[Fault]:
    granted = {scope.strip() for scope in header.split(",") if scope.strip()}
    missing = sorted(scopes.NEEDED - granted) if granted else []
    if missing:
        wrong = f"the bot token lacks what manifest.yml asks for: {', '.join(missing)}"
        mend = "put manifest.yml in at App Manifest, and install the app again"
        yield Fault(code="scopes_missing", wrong=wrong, mend=mend)


def _clock(header: str, now: Now) -> Iterator[Fault]:
    try:
        ahead = (now() - parsedate_to_datetime(header)).total_seconds()
    except (TypeError, ValueError):
        return  # a Slack that does not say what time it is
    if abs(ahead) > MOST_SKEW.total_seconds():
        way = "ahead of" if ahead > 0 else "behind"
        wrong = f"this machine's clock is {abs(ahead):.0f} s {way} Slack's"
        mend = (
            "timedatectl set-ntp true; at 300 s every request of Slack is refused, and `rapport gap-check`"
            " names what was missed then"
        )
        yield Fault(code="clock", wrong=wrong, mend=mend)
