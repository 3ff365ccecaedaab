"""S13: nothing dangerous is called, no secret is written down, all that is installed is known by its hash."""

import asyncio
import re
import sys
from pathlib import Path

from prove.goal import Defect, Findings, Goal, Run
from prove.processes import TOP

BIN = Path(sys.executable).parent


async def supply(run: Run) -> Findings:
    """What `make check` looks for too, counted."""
    findings = Findings()
    shipped = ("bot", "storage", "playground", "prove")
    log = run.folder / "supply.log"
    said = await _said(log, str(BIN / "bandit"), "-q", "-ll", "-r", *shipped)
    findings.none("dangerous calls", said.count(">> Issue:"))
    files = [str(path.relative_to(TOP)) for name in shipped for path in (TOP / name).rglob("*.py")]
    said = await _said(log, str(BIN / "detect-secrets-hook"), *files)
    findings.none("secrets that are written down", said.count("Secret Type:"))
    lock = (TOP / "requirements.lock").read_text(encoding="utf-8")
    named = re.findall(
        r"^[a-z0-9][^\s=]*==[^\s\\]+[^\n]*\\?\n(?:    --hash=\S+)?", lock, re.MULTILINE
    )
    findings.none("packages without a hash", sum("--hash=" not in one for one in named))
    findings.at_least("packages known by their hash", len(named), 20)
    findings.shown["files"] = len(files)
    return findings


async def _said(log: Path, *command: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=TOP, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    with log.open("ab") as kept:
        kept.write(said)
    return said.decode()


GOALS = (
    Goal(
        id="S13",
        says="bandit and detect-secrets find nothing, each package is known by its hash",
        trial=supply,
        usual_seconds=15,
        defects=(
            Defect(
                "a token is written down",
                "bot/slack_client.py",
                "UNNAMED_PAUSE: Final = timedelta(seconds=30)\n",
                "UNNAMED_PAUSE: Final = timedelta(seconds=30)\n"
                f"PASSWORD = '{'xoxb'}-263594206564-2343594206574-FGqddMF8t08v8N7Oq4i57vs1MBS'\n",
            ),
        ),
    ),
)
