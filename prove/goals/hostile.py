"""S2, S3, S8: whatever a customer writes, it stays text, the card is valid, and no reader is held up."""

import asyncio
import random
from collections import Counter
from typing import Any, Final

from playground.faults import Fault
from prove.goal import Defect, Findings, Goal, Run
from prove.inside import inside
from prove.oracle import offences
from prove.sending import at_rate
from prove.slack import Chance, Slack, Weather, Written
from prove.storm import scene

HOSTILE: Final = (
    "<!channel> look at <https://evil.example|tidewater.example>",
    "&lt;!channel&gt; &amp;amp; & < > &",
    "\u202egnp.exe \u200b\u2066hidden\u2069 \ufeff \u00ad",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    "<@U0KIM> <#C0GENERAL> <!subteam^S0LEADS> <!here|x> <!date^1^{date}|x>",
    "z\u0335\u0335\u0335\u0335\u0335\u0335\u0335 \U0001f468\u200d\U0001f469\u200d\U0001f467 \uff1c!channel\uff1e",
    "x" * 3001,
    "\U0001f600" * 2000,
    " \u3164 ",
    '{"a": "<!channel>"} %s {} \\u003c!channel>',
    "<" * 5000,
    "https://evil.example/?a=1&b=<!here>|x",
)
KINDS: Final = ("whatsapp", "sms", "instagram", "zapier", "chatwoot", "papercups")
COMMANDS: Final = (
    "{who}", "timeline {who}", "orders {who}", "edit {who}", "note {who}", "tag {who}", "split {who}",
    "merge {who}", "find {text}", "{text}", "new {text}", "note {who}: {text}", "tag {who}: {text}",
    "duplicates", "marks", "help",
)  # fmt: skip


async def surfaces(run: Run) -> Findings:
    """Hostile names and words by every relay, then every command about them; all that Slack got is judged."""
    findings = await inside(run, "profiles", run.pick(120, 3_000))
    async with scene(run, channels=6, doors=1, workers=0) as here:
        seen = _Seen(here.slack)
        chance = random.Random(run.seed)
        written = [_written(here.slack, number, chance) for number in range(run.pick(60, 1_200))]
        await at_rate(here.post, written, at_once=12)
        findings.none("queues that were not worked off in time", int(not await here.quiet(300)))
        asked = 0
        for number in range(run.pick(4, 60)):
            who, text = f"+1415{5_550_000 + number:07d}", chance.choice(HOSTILE)[:500]
            for command in COMMANDS:
                asked += 1
                typed = f"/customer {command.format(who=who, text=text)}".replace("\n", " ")
                await here.slack.types(typed, channel=number % 6)
        await here.quiet(120)
        wrong = seen.wrong()
        worst = "".join(f"; {name}" for name, _ in wrong.most_common(3))
        findings.none(f"offences in what Slack got{worst}", wrong.total())
        findings.none("events never acknowledged", len(written) - len(here.post.acked))
        findings.none("answers that Slack refused", seen.refused)
        findings.at_least("messages and modals that Slack got", seen.count, len(written))
        findings.shown |= {
            "hostile messages": len(written),
            "commands": asked,
            "Slack got": seen.count,
        }
        return findings


def _written(slack: Slack, number: int, chance: random.Random) -> Written:
    text, name = chance.choice(HOSTILE), chance.choice(HOSTILE)[:200]
    return slack.relay(
        KINDS[number % len(KINDS)],
        number,
        channel=number % 6,
        text=text,
        name=name,
        phone=f"+1415{5_550_000 + number // 2:07d}",
        email=f"ana{number}@evil.example",
        handle=f"ana{number}",
        subject=text[:100],
    )


class _Seen:
    """All that the bot sent to Slack: calls of the Web API, and bodies of acknowledgements."""

    def __init__(self, slack: Slack) -> None:
        self._sent: list[Any] = []
        self.refused = 0
        slack.overhears(self._hear)

    def _hear(self, direction: str, what: str, known: dict[str, Any]) -> None:
        body = known["request"] if direction == "to_slack" else known["response"]
        if direction == "to_slack" and (
            what.startswith(("chat.", "views.")) or what == "response_url"
        ):
            self._sent.append(body)
            answer = known["response"]
            self.refused += isinstance(answer, dict) and not answer.get("ok", True)
        elif direction == "to_bot" and isinstance(body, dict):
            self._sent.append(body)

    @property
    def count(self) -> int:
        """How much was sent."""
        return len(self._sent)

    def wrong(self) -> Counter[str]:
        """What is wrong with it, and how often."""
        found: Counter[str] = Counter()
        for body in self._sent:
            view = body.get("view") if isinstance(body, dict) else None
            for offence in offences(view if isinstance(view, dict) else body):
                found[offence[:140]] += 1
        return found


class Refusing(Weather):
    """Takes no message as it comes first: each job's first blocks are too much for it."""

    def __init__(self, *, seed: int) -> None:
        super().__init__(Chance(), seed=seed)
        self.refusals = 0
        self._refuse = True

    def next_for(self, method: str) -> Fault | None:
        """Every other post is refused."""
        if method != "chat.postMessage":
            return None
        self._refuse = not self._refuse
        if self._refuse:
            return None
        self.refusals += 1
        return Fault(
            method=method, error=("invalid_blocks", "msg_blocks_too_long")[self.refusals % 2]
        )


async def refused(run: Run) -> Findings:
    """Random profiles, judged; and cards that Slack refuses, one after the other, of which none may be lost."""
    findings, made_smaller = await asyncio.gather(
        inside(run, "profiles", run.pick(120, 20_000)), _made_smaller(run)
    )
    findings.gates += made_smaller.gates
    findings.shown |= made_smaller.shown
    return findings


async def _made_smaller(run: Run) -> Findings:
    findings, count = Findings(), run.pick(30, 1_000)
    # One worker, one at a time: then every other post is the second size of the one before.
    async with scene(
        run, channels=1, doors=1, workers=1, settings={"RAPPORT_WORKER_TASKS": "1"}
    ) as here:
        weather = Refusing(seed=run.seed)
        here.slack.playground.workspace.faults = weather
        await at_rate(here.post, here.messages(count, each=1), at_once=12)
        findings.none("queues that were not worked off in time", int(not await here.quiet(900)))
        findings.gates += (await here.tally()).gates
        findings.at_least("cards that were refused as they came first", weather.refusals, count)
        findings.shown["cards refused and made smaller"] = weather.refusals
        return findings


async def readers(run: Run) -> Findings:
    """Every reader with every shape."""
    return await inside(run, "parsers", run.pick(12, 60))


GOALS = (
    Goal(
        id="S2",
        says="hostile inputs in every field and surface: no live markup, nothing hidden, cut or empty",
        usual_seconds=25,
        full_seconds=90,
        trial=surfaces,
        defects=(
            Defect(
                "a customer's text is not escaped",
                "bot/cards/text.py",
                '        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")\n',
                '        text = text.replace("&", "&amp;")\n',
            ),
            Defect(
                "hidden characters stay",
                "bot/cards/text.py",
                '        text = _HIDDEN.sub("", unicodedata.normalize("NFC", text))\n',
                '        text = unicodedata.normalize("NFC", text)\n',
            ),
            Defect(
                "a link's label hides where it leads",
                "bot/cards/orders.py",
                "wording.track_at(host_of(url)[:100])",
                "wording.track_at(host_of(url)[:0])",
            ),
        ),
    ),
    Goal(
        id="S3",
        says="20,000 profiles: every card is valid and short enough; 1,000 refused cards: 1,000 smaller ones",
        usual_seconds=30,
        full_seconds=240,
        trial=refused,
        defects=(
            Defect(
                "a heading may be as long as it likes",
                "bot/cards/block.py",
                "    shown = shortened(flat(text[: 2 * limit]), limit)\n",
                "    shown = flat(text[: 2 * limit])\n",
            ),
            Defect(
                "a refused card is given up",
                "bot/slack_errors.py",
                '        "invalid_blocks",\n',
                "",
            ),
        ),
    ),
    Goal(
        id="S8",
        says="every reader within 50 ms, whatever 40,000 characters it is given",
        usual_seconds=10,
        trial=readers,
        defects=(
            Defect(
                "an unbounded pattern",
                "bot/parse/text.py",
                "<([^<>\\n|]{1,2000})(?:\\|([^<>\\n]{0,2000}))?>",
                "<([^>|]+)(?:\\|([^>]*))?>",
            ),
        ),
    ),
)
