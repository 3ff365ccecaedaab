"""What is shipped to run Rapport: it has no more rights than it needs, and names only what exists."""

import asyncio
import re
import shlex
import sys
import time
import tomllib
from typing import Any, Final

import pytest
import yaml
from aiohttp import web

from bot.arguments import parser
from bot.crew import DRAIN
from bot.health import Health
from tests.rules import deploying, tree
from tests.rules.documents import settings_named
from tests.rules.test_documents import fields

COMPOSE: Final[dict[str, Any]] = yaml.safe_load((deploying.FOLDER / "compose.yml").read_text())
HARDENED: Final = {
    "AmbientCapabilities": "",
    "CapabilityBoundingSet": "",
    "DynamicUser": "yes",
    "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes",
    "NoNewPrivileges": "yes",
    "PrivateDevices": "yes",
    "PrivateMounts": "yes",
    "PrivateTmp": "yes",
    "ProtectClock": "yes",
    "ProtectControlGroups": "yes",
    "ProtectHome": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectProc": "invisible",
    "ProtectSystem": "strict",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "StateDirectoryMode": "0700",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
}


def settings_in(environment: list[str]) -> dict[str, str]:
    return {name: value for name, _, value in (one.partition("=") for one in environment)}


@pytest.mark.parametrize("name", ["rapport.service", "Containerfile", "compose.yml"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = settings_named((deploying.FOLDER / name).read_text(encoding="utf-8"))
    known = set(fields())
    assert named
    assert [one for one in named if one.removesuffix("_FILE") not in known] == []


# ------------------------------------------------------------ systemd


@pytest.mark.parametrize(("name", "value"), HARDENED.items())
def test_the_service_may_do_only_what_it_needs(name: str, value: str) -> None:
    assert deploying.unit()[name] == [value]


def test_the_service_is_started_by_a_command_that_is_taken() -> None:
    program, *arguments = shlex.split(deploying.unit()["ExecStart"][0])
    assert program.endswith("/bin/rapport")
    assert parser().parse_args(arguments).host == "127.0.0.1"


def test_the_service_may_stop_in_its_own_time_and_before_its_store() -> None:
    unit = deploying.unit()
    assert int(unit["TimeoutStopSec"][0]) > DRAIN.total_seconds() + 5
    assert unit["KillSignal"] == ["SIGTERM"]
    assert unit["KillMode"] == ["mixed"], "or an embedded store would be stopped before the bot"


def test_the_service_keeps_its_secrets_out_of_its_environment() -> None:
    unit = deploying.unit()
    settings = settings_in(unit["Environment"])
    given = {one.partition(":")[0] for one in unit["LoadCredential"]}
    from_files = {value for name, value in settings.items() if name.endswith("_FILE")}
    assert from_files == {f"%d/{name}" for name in given}
    assert settings["RAPPORT_DATA_DIR"] == f"/var/lib/{unit['StateDirectory'][0]}"
    assert settings["MPLCONFIGDIR"] == f"/var/cache/{unit['CacheDirectory'][0]}"


# ------------------------------------------------------------ container


def test_the_container_is_not_root_and_is_stopped_as_the_bot_expects() -> None:
    user, _, group = deploying.last("USER").partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert deploying.last("STOPSIGNAL") == "SIGTERM"


def test_the_container_is_started_by_a_command_that_is_taken() -> None:
    program = deploying.words(deploying.last("ENTRYPOINT"))
    asked = parser().parse_args(deploying.words(deploying.last("CMD")))
    assert program == ["/opt/rapport/bin/rapport"]
    assert (asked.host, str(asked.port)) == ("0.0.0.0", deploying.last("EXPOSE"))


def test_the_container_holds_what_is_packaged_and_only_pinned_packages() -> None:
    copied = {
        word
        for name, arguments in deploying.containerfile()
        if name == "COPY" and not arguments.startswith("--from")
        for word in arguments.split()[:-1]
    }
    project = tomllib.loads((tree.TOP / "pyproject.toml").read_text())
    packaged = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    assert packaged <= copied
    assert [one for one in copied if not (tree.TOP / one).exists()] == []
    let_in = re.findall(r"^!(.+)$", (tree.TOP / ".dockerignore").read_text(), re.MULTILINE)
    assert set(let_in) == copied


def test_the_container_is_built_of_one_of_the_locks() -> None:
    """Without traces by default, with them where `LOCK` says so: in the stage that installs, or it is empty there."""
    instructions = deploying.containerfile()
    stage = instructions[: [name for name, _ in instructions].index("FROM", 2)]
    assert [arguments for name, arguments in stage if name == "ARG"][1:] == [
        "LOCK=requirements.lock"
    ]
    copied = next(arguments.split() for name, arguments in stage if name == "COPY")
    assert set(copied) == {"requirements.lock", "requirements-otel.lock", "./"}
    assert COMPOSE["services"]["bot"]["build"]["args"] == {"LOCK": "requirements.lock"}
    installs = [text for name, text in instructions if "pip install" in text]
    assert '"${LOCK}"' in installs[0]
    assert all("--no-deps" in text for text in installs)
    assert "--require-hashes" in installs[0]


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
async def test_the_containers_health_is_the_bots_own_word(status: int, code: int) -> None:
    async def no_reasons() -> list[str]:
        return []

    async def lagging(_: web.Request) -> web.Response:
        return web.Response(status=status)

    alive = Health(reasons=no_reasons, monotonic=time.monotonic).alive
    application = web.Application()
    application.router.add_get("/healthz", alive if status == 200 else lagging)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    here = f"127.0.0.1:{runner.addresses[0][1]}"
    _, *arguments = deploying.words(deploying.last("HEALTHCHECK"))
    assert f"127.0.0.1:{deploying.last('EXPOSE')}" in arguments[-1]
    asked = [one.replace(f"127.0.0.1:{deploying.last('EXPOSE')}", here) for one in arguments]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(sys.executable, *asked, stderr=quiet)
    assert await process.wait() == code
    await runner.cleanup()


# ------------------------------------------------------------ compose


@pytest.mark.parametrize("name", ["bot", "store"])
def test_no_log_of_a_container_fills_the_disk(name: str) -> None:
    assert COMPOSE["services"][name]["logging"] == {"driver": "local"}


def test_the_store_is_healthy_once_it_has_loaded_its_file() -> None:
    """`valkey-cli ping` of a server that loads is answered by an error, and exits with 0 without `-e`."""
    assert COMPOSE["services"]["store"]["healthcheck"]["test"] == [
        "CMD",
        "valkey-cli",
        "-e",
        "ping",
    ]


@pytest.mark.parametrize("name", ["bot", "store"])
def test_both_containers_give_up_all_rights_and_write_only_to_their_volume(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == [f"{name}:/data"]
    assert int(service["stop_grace_period"].removesuffix("s")) > DRAIN.total_seconds() + 5


def test_the_store_is_reached_by_the_bot_alone() -> None:
    bot, store = COMPOSE["services"]["bot"], COMPOSE["services"]["store"]
    assert "ports" not in store
    assert store["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert bot["environment"]["RAPPORT_REDIS_URL"] == "redis://store:6379/0"
    assert bot["depends_on"] == {"store": {"condition": "service_healthy"}}
    assert [port for port in bot["ports"] if not port.startswith("127.0.0.1:")] == []


def test_the_composed_bot_gets_its_secrets_by_files() -> None:
    bot = COMPOSE["services"]["bot"]
    from_files = {value for name, value in bot["environment"].items() if name.endswith("_FILE")}
    assert from_files == {f"/run/secrets/{name}" for name in bot["secrets"]}
    assert set(bot["secrets"]) == set(COMPOSE["secrets"])
