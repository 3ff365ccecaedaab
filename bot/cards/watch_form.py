"""The form for a watched channel."""

from collections.abc import Sequence

from bot import wording
from bot.cards.block import View, context, select_input, text_input, view
from bot.cards.text import ours
from bot.clicks import WatchForm
from bot.inputs import Field
from storage.feed import Feed
from storage.message import Channel

ANY = "any"


def watch_form(
    about: WatchForm,
    feed: Feed | None,
    *,
    default_region: str,
    leads_outside: bool,
    fed: Sequence[tuple[Channel, str]] = (),
    answers: bool = False,
) -> View:
    """What arrives in this channel; `fed` is what comes here without a relay, `answers` whether they go back so."""
    named = [
        f"{wording.channel(kind)} ({ours})" if ours else wording.channel(kind) for kind, ours in fed
    ]
    doors = wording.fed_by_doors(named, answers=answers) if named else ""
    kinds = [
        (ANY, wording.any_kind()),
        *((kind.value, name) for kind, name in wording.CHANNELS.items()),
    ]
    kind = feed.channel.value if feed and feed.channel else ANY
    blocks = [
        context(ours(f":warning: {wording.watch_outside()}")) if leads_outside else None,
        context(ours(f":incoming_envelope: {doors}")) if doors else None,
        select_input(
            Field.KIND,
            wording.kind_label(),
            kinds,
            initial=kind,
            hint=wording.kind_hint(),
            optional=False,
        ),
        text_input(
            Field.REGION,
            wording.region_label(),
            initial=(feed.region if feed else None) or default_region,
            hint=wording.region_hint(),
            most=2,
        ),
        text_input(
            Field.OWN_DOMAINS,
            wording.own_domains_label(),
            initial=", ".join(feed.own_domains) if feed else None,
            hint=wording.own_domains_hint(),
            most=1000,
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.watch_title(), shown, submit=wording.start(), close=wording.close())
