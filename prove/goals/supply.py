"""S13: nothing dangerous is called, no secret written down, all that is installed is known, the service shut in."""

import asyncio
import json
import re
import shutil
import sys
from pathlib import Path

from prove.goal import Defect, Findings, Goal, Run
from prove.processes import TOP

BIN = Path(sys.executable).parent
MOST_EXPOSURE = 2.0


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
    await _bill(run, log, findings, len(named))
    await _shut_in(log, findings)
    findings.shown["files"] = len(files)
    return findings


async def _bill(run: Run, log: Path, findings: Findings, packages: int) -> None:
    """A bill of materials is made of the lock, and names each package with its hash."""
    file = run.folder / "sbom.json"
    lock = ("requirements", "requirements.lock", "--pyproject", "pyproject.toml")
    said = await _said(log, str(BIN / "cyclonedx-py"), *lock, "-o", str(file))
    made = json.loads(file.read_text(encoding="utf-8"))["components"] if file.exists() else []
    whole = [one for one in made if one.get("purl") and one.get("version")]
    findings.none(
        f"packages that the bill does not name {said[-200:] if not made else ''}".strip(),
        packages - len(whole),
    )


async def _shut_in(log: Path, findings: Findings) -> None:
    """How far the systemd unit lets the bot out, of 10, where systemd's own judge is installed."""
    judge = shutil.which("systemd-analyze")
    if not judge:
        findings.shown["exposure"] = "systemd-analyze is not here"
        return
    said = await _said(
        log, judge, "security", "--offline=true", "--no-pager", "deploy/rapport.service"
    )
    found = re.search(r"exposure level for rapport\.service: ([0-9.]+)", said)
    findings.at_most(
        "exposure of the systemd unit", float(found[1]) if found else 10.0, MOST_EXPOSURE
    )


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
        says="bandit and detect-secrets find nothing, each package is known, the unit's exposure is 2.0 at most",
        trial=supply,
        usual_seconds=25,
        defects=(
            Defect(
                "the service keeps what root may do",
                "deploy/rapport.service",
                "\nCapabilityBoundingSet=\n",
                "\nCapabilityBoundingSet=~CAP_SYS_BOOT\n",
            ),
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
