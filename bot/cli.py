"""The `rapport` command: the same on a laptop and in a container.

Exit codes: 0 done, 1 refused or not found, 2 wrong usage.
"""

import argparse
import asyncio
import errno
import re
import socket
import sys
from collections.abc import Sequence
from typing import Final

from bot import administering, demo, doctor, hosted, keeping, logs, queueing, serving, settings
from bot.app import now
from bot.arguments import parser, wrong_use
from storage.errors import StorageError, StoreUnreachable

DONE: Final = 0
REFUSED: Final = 1
_ADDRESS: Final = re.compile(r"address \('(?P<host>[^']+)', (?P<port>\d+)")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one `rapport` command."""
    asked = parser().parse_args(arguments)
    if wrong := wrong_use(asked):
        parser().error(wrong)
    try:
        given = {"data_dir": asked.data_dir} if getattr(asked, "data_dir", None) else {}
        settings_ = settings.load(**given)
        logs.set_up(settings_.log_level)
        if arguments is None:  # the process is ours alone
            logs.take_over()
        for stray in settings.strays() if asked.command != "doctor" else ():
            near = settings.meant(stray)
            mend = f": did you mean {near}?" if near else ""
            print(f"{stray} is not a setting of Rapport{mend}", file=sys.stderr)
        return asyncio.run(_run(asked, settings_))
    except settings.Unconfigured as error:
        if asked.command == "doctor":
            return doctor.told(doctor.unconfigured(error), as_json=asked.json)
        print(error, file=sys.stderr)
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        return DONE
    except (StorageError, OSError) as error:
        print(_told(error), file=sys.stderr)
    except KeyboardInterrupt:
        if asked.command not in ("import", "restore", "migrate"):
            return DONE
        print("stopped; run it again, and it goes on where it was", file=sys.stderr)
    return REFUSED


def _told(error: StorageError | OSError) -> str:
    """What is the matter with the store, with a file, or with an address to listen at, and the mend."""
    match error:
        case FileNotFoundError(filename=str(name)):
            return f"{name}: there is no such file, or no such folder to write it in"
        case IsADirectoryError(filename=str(name)):
            return f"{name}: this is a folder; name a file"
        case PermissionError(filename=str(name)):
            return f"{name}: you may not do that there; look at whose it is (ls -l)"
        case FileExistsError(filename=str(name)) | NotADirectoryError(filename=str(name)):
            return f"{name}: this is a file; name a folder"
        case OSError(errno=errno.EADDRINUSE):
            return f"{_where(error)} is taken by another program: give --port or RAPPORT_METRICS_BIND another"
        case OSError(errno=errno.EADDRNOTAVAIL):
            return (
                f"{_where(error)} is no address of this machine; 127.0.0.1 and 0.0.0.0 always work"
            )
        case PermissionError(errno=errno.EACCES) if _ADDRESS.search(str(error)):
            return f"{_where(error)} is for root alone: give --port a number from 1024 on"
        case StoreUnreachable():
            return f"{error}; `rapport doctor` says what to look at"
        case socket.gaierror():
            return "--host or RAPPORT_METRICS_BIND: no machine has that name; 127.0.0.1 and 0.0.0.0 always work"
        case _:
            return str(error)


def _where(error: OSError) -> str:
    """The address that could not be listened at; asyncio tells it in its sentence alone."""
    found = _ADDRESS.search(str(error))
    return f"{found['host']}:{found['port']}" if found else "the address"


async def _run(asked: argparse.Namespace, settings_: settings.Settings) -> int:
    match asked.command:
        case "demo":
            return await demo.run(settings_, port=asked.port, browser=not asked.no_browser)
        case "serve":
            await serving.serve(
                settings_,
                host=asked.host,
                port=asked.port,
                socket_mode=asked.socket,
                with_worker=not asked.no_worker,
                start_empty=asked.start_empty,
                listening=lambda url: print(f"Rapport listens at {url}", flush=True),
            )
            return DONE
        case "doctor":
            strays = settings.strays()
            return await doctor.run(settings_, strays=strays, as_json=asked.json, now=now)
        case "workspaces" | "rotate-keys":
            return await hosted.run(asked, settings_)
        case "queue":
            return await queueing.run(asked, settings_)
        case "worker":
            await serving.work(settings_, start_empty=asked.start_empty)
            return DONE
        case "restore" | "migrate":
            return await keeping.run(asked, settings_)
        case _:
            return await administering.run(asked, settings_)
