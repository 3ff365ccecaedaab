"""`python -m playground`: starts the local Slack and says where it is."""

import argparse
import asyncio
import json
import re
import signal
import sys
from pathlib import Path

from playground.config import (
    DEFAULT_BOT_EVENTS,
    DEFAULT_SCOPES,
    QUICK_RETRY_DELAYS_SECONDS,
    SLACKS_RETRY_DELAYS_SECONDS,
    PlaygroundConfig,
)
from playground.manifest import granted_in
from playground.seed import SEEDS
from playground.server import Playground
from playground.shapes import Team, Wrong


def _delays(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))


def _neighbour(text: str) -> Team:
    team_id, _, organisation = text.partition("@")
    named = re.fullmatch(r"T0([A-Z0-9]+)", team_id)
    if not named or (organisation and not re.fullmatch(r"E0[A-Z0-9]+", organisation)):
        raise argparse.ArgumentTypeError("a workspace is T0NORTH, or T0NORTH@E0ORG")
    word = named[1].lower()
    # A mark of its own, so that the channels of one organisation have different ids.
    mark = named[1][0] if organisation else "0"
    name = (organisation or team_id)[2:].capitalize()
    return Team(id=team_id, name=name, domain=word, organisation=organisation or None, mark=mark)


def _config(arguments: list[str]) -> PlaygroundConfig:
    parser = argparse.ArgumentParser(prog="python -m playground", description="A local Slack.")
    parser.add_argument("--port", type=int, default=3000, help="0 takes a free one")
    parser.add_argument("--bot-url", default="http://127.0.0.1:3001/slack/events")
    parser.add_argument("--signing-secret", required=True)
    parser.add_argument("--bot-token", required=True)
    parser.add_argument("--app-token", default="", help="for Socket Mode")
    parser.add_argument("--whatsapp-secret", default="", help="customers write without a relay too")
    parser.add_argument("--state", type=Path, help="keep everything in this file")
    parser.add_argument("--seed", choices=SEEDS, default="shop")
    parser.add_argument("--manifest", type=Path, help="take scopes and events from this manifest")
    parser.add_argument("--client-id", default="", help="let workspaces install the app by OAuth")
    parser.add_argument("--client-secret", default="")
    parser.add_argument(
        "--redirect-url", action="append", default=[], help="where a browser is sent back to"
    )
    parser.add_argument(
        "--neighbour",
        action="append",
        type=_neighbour,
        default=[],
        metavar="T0NORTH[@E0ORG]",
        help="another workspace, of an organisation if one is named; its page is under /in/T0NORTH/",
    )
    parser.add_argument(
        "--token-life", type=float, default=0.0, help="seconds; tokens then end and are renewed"
    )
    waits = parser.add_mutually_exclusive_group()
    waits.add_argument("--quick", action="store_true", help="retry after 0.05, 0.1 and 0.2 s")
    waits.add_argument("--retry-delays", type=_delays, help="seconds before each retry: 0,2,5")
    given = parser.parse_args(arguments)
    delays = given.retry_delays or SLACKS_RETRY_DELAYS_SECONDS
    scopes, events = DEFAULT_SCOPES, DEFAULT_BOT_EVENTS
    if given.manifest is not None:
        scopes, events = granted_in(given.manifest.read_text(encoding="utf-8"))
    return PlaygroundConfig(
        bot_url=given.bot_url,
        signing_secret=given.signing_secret,
        bot_token=given.bot_token,
        app_token=given.app_token,
        whatsapp_secret=given.whatsapp_secret,
        port=given.port,
        state_file=given.state,
        seed=given.seed,
        retry_delays_seconds=QUICK_RETRY_DELAYS_SECONDS if given.quick else delays,
        scopes=scopes,
        bot_events=events,
        client_id=given.client_id,
        client_secret=given.client_secret,
        redirect_urls=tuple(given.redirect_url),
        neighbours=tuple(given.neighbour),
        token_life_seconds=given.token_life,
    )


async def _run(config: PlaygroundConfig) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    playground = Playground(config)
    await playground.start()
    sys.stdout.write(json.dumps({"ready": True, "url": playground.url}) + "\n")
    sys.stdout.flush()
    await stopping.wait()
    await playground.stop()


def main(arguments: list[str]) -> int:
    """Runs until it is told to stop; 0 then, 2 when it could not start."""
    try:
        asyncio.run(_run(_config(arguments)))
    except (OSError, Wrong) as problem:
        sys.stderr.write(f"The playground could not start: {problem}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
