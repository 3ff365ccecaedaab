"""What `rapport` may be asked on the command line, and what is said of a wrong asking."""

import argparse
import re
from pathlib import Path
from typing import Final

from bot import auditing, dead_letters, defining, gap_check, keeping, queueing
from bot.import_options import import_options
from storage.reporting import WEEKS

SERVE_HELP: Final = """\
from manifest.yml to a running bot, in ten lines:
  1. api.slack.com/apps > Create New App > From a manifest: paste manifest.yml
  2. replace rapport.example.com in it by your own host, which must be reachable by https
     (no public address? set socket_mode_enabled: true there and use --socket below)
  3. Install to Workspace
  4. export RAPPORT_SLACK_BOT_TOKEN=...       OAuth & Permissions > Bot User OAuth Token
  5. export RAPPORT_SLACK_SIGNING_SECRET=...  Basic Information > Signing Secret
     (Socket Mode: export RAPPORT_SLACK_APP_TOKEN=...  App-Level Tokens, scope connections:write)
  6. export RAPPORT_REDIS_URL=redis://...     or nothing: an embedded server is used
  7. rapport serve --host 0.0.0.0 --port 3000 (or: rapport serve --socket)
  8. in Slack: /invite @rapport in the channel where customers' messages arrive
  9. there: /customer watch
 10. curl http://127.0.0.1:3000/readyz        says what is missing
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="rapport", description="Shows a support team in Slack who is writing to them."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    show_demo = commands.add_parser("demo", help="try it here: a local Slack, no account needed")
    show_demo.add_argument("--port", type=_port, default=3000, help="of the page (default 3000)")
    show_demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    show_demo.add_argument("--data-dir", type=Path, help="where the demo keeps its data")

    _serve_options(
        commands.add_parser(
            "serve",
            help="run the bot against the real Slack",
            epilog=SERVE_HELP,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    )
    _start_empty(
        commands.add_parser("worker", help="work off what `rapport serve --no-worker` took in")
    )
    _doctors_options(
        commands.add_parser("doctor", help="what is wrong with how it is set up, and the mend")
    )

    hosted = commands.add_parser(
        "workspaces", help="who is served, who left, and what is deleted when"
    )
    hosted.add_argument("--json", action="store_true", help="one object a line, for machines")
    commands.add_parser(
        "rotate-keys", help="seal all tokens and keys by the newest key of RAPPORT_SECRET_KEY"
    )

    show = _about_workspace(commands.add_parser("show", help="one customer's profile"))
    show.add_argument("who", metavar="WHO", help="phone, e-mail, @handle, name or contact id")
    search = _about_workspace(
        commands.add_parser("search", help="all customers that fit, e.g. 'souza tag:vip orders:>3'")
    )
    search.add_argument("query", metavar="QUERY")
    import_options(
        _about_workspace(commands.add_parser("import", help="read contacts from CSV or JSON Lines"))
    )
    export = _about_workspace(commands.add_parser("export", help="all contacts as a file"))
    export.add_argument("--segment", metavar="NAME", help="only who is in this segment now")
    export.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    export.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="instead of standard output"
    )
    export.add_argument(
        "--who", metavar="WHO", help="all that is held of one customer, with sources and purposes"
    )
    gone = _about_workspace(
        commands.add_parser("erase", help="one customer and all that is held of them, for good")
    )
    gone.add_argument("who", metavar="WHO", help="phone, e-mail, @handle, name or contact id")
    gone.add_argument("--yes", action="store_true", help="it is meant: ask nothing")
    pairs = _about_workspace(
        commands.add_parser("duplicates", help="all likely pairs of the whole store, best first")
    )
    pairs.add_argument(
        "--dry-run", action="store_true", help="only show: ask nobody, learn nothing"
    )
    report = _about_workspace(
        commands.add_parser(
            "report", help="how conversations went, by week: replies, ends, questions"
        )
    )
    report.add_argument("--weeks", type=_weeks, default=WEEKS, help=f"how many (default {WEEKS})")

    _requests_options(
        commands.add_parser("requests", help="customers who ask for their data, and when it is due")
    )
    _keeping_options(commands)
    for verb, told in (("merge", "are one person"), ("not-same", "are not one person")):
        pair = _about_workspace(commands.add_parser(verb, help=f"two customers {told}"))
        pair.add_argument("one", metavar="A", help="a contact id")
        pair.add_argument("other", metavar="B", help="a contact id")
    part = _about_workspace(commands.add_parser("split", help="take a link between two back"))
    part.add_argument("link", metavar="LINK", help="a link's id, as `rapport show` shows it")
    decided = _about_workspace(
        commands.add_parser("decisions", help="who decided what about who is who, and why")
    )
    decided.add_argument("act", choices=("list", "take-back"), nargs="?", default="list")
    decided.add_argument("id", nargs="?", metavar="ID", help="as the list shows it")
    decided.add_argument("--limit", type=int, default=20, help="the newest so many (default 20)")
    defining.options(
        _about_workspace(commands.add_parser("fields", help="the custom fields of a workspace"))
    )
    auditing.options(
        _about_workspace(
            commands.add_parser("audit", help="who did what to whom, and whether that still stands")
        )
    )
    dead_letters.options(
        _about_workspace(
            commands.add_parser("dead-letters", help="events and posts that could not be done")
        )
    )
    gap_check.options(
        _about_workspace(
            commands.add_parser(
                "gap-check", help="what customers wrote while nobody listened, and take it in"
            )
        )
    )
    queueing.options(
        _about_workspace(
            commands.add_parser("queue", help="how much waits, and what holds up what is behind it")
        )
    )
    return top


def _requests_options(requests: argparse.ArgumentParser) -> None:
    _about_workspace(requests)
    requests.add_argument("act", choices=("list", "answered"), nargs="?", default="list")
    requests.add_argument("id", nargs="?", metavar="ID", help="as the list shows it")


def wrong_use(asked: argparse.Namespace) -> str:
    """What is missing or too much where no option alone can say so; empty where all is well."""
    if asked.command == "dead-letters":
        return dead_letters.wrong_use(asked)
    if asked.command == "requests" and asked.act == "answered" and not asked.id:
        return "requests answered needs an ID, as `rapport requests` shows it"
    if asked.command == "decisions" and asked.act == "take-back" and not asked.id:
        return "decisions take-back needs an ID, as `rapport decisions` shows it"
    if asked.command == "import" and bool(asked.file) is bool(asked.undo):
        return "import needs a FILE, or --undo and a BATCH"
    return ""


def _about_workspace(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument(
        "--workspace",
        type=_workspace,
        metavar="T1",
        help="may be left out where the store holds exactly one",
    )
    command.add_argument("--json", action="store_true", help="for machines")
    return command


def _serve_options(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--host", default="127.0.0.1", help="to listen on (default 127.0.0.1)")
    serve.add_argument("--port", type=_port, default=3000, help="to listen on (default 3000)")
    serve.add_argument("--socket", action="store_true", help="Socket Mode instead of HTTP requests")
    serve.add_argument(
        "--no-worker", action="store_true", help="only take in; `rapport worker` works"
    )
    _start_empty(serve)


def _start_empty(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--start-empty",
        action="store_true",
        help="begin anew where the store lost all that it held, and that is meant",
    )


def _doctors_options(look: argparse.ArgumentParser) -> None:
    look.add_argument("--json", action="store_true", help="one object a line, for machines")


def _keeping_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What tends the store as a whole."""
    for verb, told, dry in (
        ("rebuild-index", "prove what customers are found by, and mend it", "what is wrong"),
        ("retain", "give up now what is older than the workspace keeps it", "how much that is"),
        ("migrate", "bring the store to the schema of this version", "what would be written"),
    ):
        tend = _about_workspace(commands.add_parser(verb, help=told))
        tend.add_argument("--dry-run", action="store_true", help=f"only say {dry}")
    keeping.backup_options(
        _about_workspace(commands.add_parser("backup", help="a whole workspace as one sealed file"))
    )
    keeping.restore_options(
        commands.add_parser("restore", help="put a backup back, while no other process runs")
    )


def _workspace(text: str) -> str:
    if not re.fullmatch("[A-Za-z0-9]{1,40}", text):
        raise argparse.ArgumentTypeError("a workspace is letters and digits, such as T0123ABCD")
    return text


def _weeks(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 53:
        raise argparse.ArgumentTypeError("from 1 to 53")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)
