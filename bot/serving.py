"""Running the bot: `rapport serve` and `rapport worker`, from start to a graceful stop."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import structlog
from aiohttp import web

from bot import tracing
from bot.app import Rapport
from bot.connections import IDLE_SECONDS, Connections
from bot.health import Health
from bot.setting_values import host_and_port
from bot.settings import Settings, Unconfigured
from bot.sockets import Sockets
from bot.workspaces import SlackUnreachable

log = structlog.get_logger()


async def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    socket_mode: bool,
    with_worker: bool,
    start_empty: bool = False,
    listening: Callable[[str], None],
) -> None:
    """Serves until SIGTERM or SIGINT, then stops taking in, finishes what is under way, and returns.

    After SIGTERM, which a supervisor sends, the door stays open until a balancer knows of it.

    `listening` gets the address once the door is open.
    """
    if not socket_mode and not settings.signing_secrets():
        raise Unconfigured(
            "RAPPORT_SLACK_SIGNING_SECRET is missing: without it anybody could be Slack"
            " (or use --socket with RAPPORT_SLACK_APP_TOKEN)"
        )
    stop = _stop_signal()
    async with AsyncExitStack() as stack:
        _trace(settings, stack)
        rapport = await Rapport.open(settings, stack, start_empty=start_empty)
        sockets = rapport.sockets() if socket_mode else None
        health = Health(
            reasons=_reasons(rapport, sockets), monotonic=time.monotonic, ahead=rapport.ahead
        )
        application, connections = rapport.web(health), Connections()
        application.middlewares.append(connections.noted)
        runner = web.AppRunner(
            application,
            access_log=None,
            handle_signals=False,
            shutdown_timeout=5,
            keepalive_timeout=IDLE_SECONDS,
        )
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await _tell_metrics(rapport, stack)
        door = await connections.listen(runner, host, port)
        stack.callback(door.close)
        work = asyncio.create_task(rapport.work()) if with_worker else None
        if sockets:
            await sockets.connect()
        address = door.sockets[0].getsockname()
        listening(f"http://{address[0]}:{address[1]}")
        stays = timedelta(0)
        try:
            if await _until(stop, work) is signal.SIGTERM:
                stays = timedelta(seconds=settings.leaving_seconds)
        finally:  # what is under way is finished, whatever it is that ends us
            health.draining = True
            leaving = [connections.see_off(door, stays), rapport.crew.stop()]
            leaving += [sockets.close()] if sockets else []
            for came in await asyncio.gather(*leaving, return_exceptions=True):
                if isinstance(came, Exception):
                    log.warning("a way in was not closed", error=type(came).__name__)
            await rapport.stop_work()
            await _ended(work)


async def work(settings: Settings, *, start_empty: bool = False) -> None:
    """Works off the queues until SIGTERM or SIGINT."""
    stop = _stop_signal()
    async with AsyncExitStack() as stack:
        _trace(settings, stack)
        rapport = await Rapport.open(settings, stack, start_empty=start_empty)
        await _tell_metrics(rapport, stack)
        working = asyncio.create_task(rapport.work())
        try:
            await _until(stop, working)
        finally:
            await rapport.stop_work()
            await _ended(working)


def _trace(settings: Settings, stack: AsyncExitStack) -> None:
    """Collects traces where RAPPORT_OTLP_ENDPOINT says where they go. Raises Unconfigured."""
    if settings.otlp_endpoint:
        stack.push_async_callback(asyncio.to_thread, tracing.begin(settings.otlp_endpoint))
        log.info("traces are handed over")


async def _tell_metrics(rapport: Rapport, stack: AsyncExitStack) -> None:
    """Answers /metrics at an address of its own, where RAPPORT_METRICS_BIND names one."""
    if not rapport.settings.metrics_bind:
        return
    host, port = host_and_port(rapport.settings.metrics_bind)
    application = web.Application()
    application.router.add_get("/metrics", rapport.metrics.shown)
    runner = web.AppRunner(application, access_log=None, handle_signals=False, shutdown_timeout=1)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, host, port).start()
    log.info("metrics are told", port=runner.addresses[0][1])


def _stop_signal() -> asyncio.Future[signal.Signals]:
    """Which of them came first, once one did."""
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[signal.Signals] = loop.create_future()

    def came(name: signal.Signals) -> None:
        if not stop.done():
            stop.set_result(name)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, came, name)
    return stop


async def _until(
    stop: asyncio.Future[signal.Signals], work: asyncio.Task[None] | None
) -> signal.Signals | None:
    """The stop signal, or None where the worker ended by itself. Raises what made it fail."""
    either: set[asyncio.Future[Any]] = {stop, work} if work else {stop}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if work and work.done():
        work.result()
    return stop.result() if stop.done() else None


async def _ended(work: asyncio.Task[None] | None) -> None:
    # Asked again until it heeds: a cancellation that meets a timeout just then is swallowed by it.
    while work and not work.done():
        work.cancel()
        await asyncio.wait({work}, timeout=1)
    if work and not work.cancelled():
        work.result()


def _reasons(rapport: Rapport, sockets: Sockets | None) -> Callable[[], Awaitable[list[str]]]:
    async def reasons() -> list[str]:
        found = await rapport.stores.ready()
        try:
            await rapport.installations.all()
        except SlackUnreachable as error:
            found.append(f"Slack does not answer who we are: {error}")
        # Of several workspaces one that lost its token is no reason to send the others elsewhere.
        if (code := rapport.client.refused_token) and not rapport.hosting.is_of_several:
            found.append(f"Slack refuses the bot token ({code}): install the app again")
        if sockets and not await sockets.connected():
            found.append("Socket Mode is not connected")
        return found

    return reasons
