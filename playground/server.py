"""The local Slack as one server: its routes, its guards, its start and stop."""

import mimetypes
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from playground import makers, page_api, standing
from playground.authorize import Authorize
from playground.config import PlaygroundConfig
from playground.installing import Grants
from playground.responses import serve_response_url
from playground.saving import Saver, load
from playground.seed import customers_jsonl, plant
from playground.web_api.endpoint import WebApi
from playground.web_api.uploads import take_bytes
from playground.workspace import Workspace, neighbour, new_workspace

_Add = Callable[[str, Handler], web.RouteDef]

__all__ = ["Playground", "PlaygroundConfig"]

_PAGE = Path(__file__).parent / "page"
_LARGEST_BODY = 4 * 1024 * 1024
_TWILIO = "/makers/twilio/2010-04-01/Accounts/{account}/Messages.json"
_NO_STORE = {"Cache-Control": "no-store"}
_OWN_HOSTS = ("127.0.0.1", "localhost")


class Playground:
    """A running local Slack: `await start()`, then `url`, then `await stop()`."""

    def __init__(self, config: PlaygroundConfig) -> None:
        self.workspace: Workspace = new_workspace(config)
        self.neighbours = {team.id: neighbour(self.workspace, team) for team in config.neighbours}
        every = {self.workspace.world.team.id: self.workspace, **self.neighbours}
        self.grants = Grants(config, every)
        self._every = every
        self._config = config
        self._runner: web.AppRunner | None = None
        self._saver = Saver(self.workspace, config.state_file)

    @property
    def url(self) -> str:
        """Where it is reached, without a slash at the end."""
        return self.workspace.url

    async def start(self) -> None:
        """Loads or seeds the world, and listens."""
        saved = load(self._config.state_file)
        if saved is None:
            plant(self.workspace.world, self._config.seed)
        else:
            self.workspace.world.take_over(saved)
        for other in self.neighbours.values():
            plant(other.world, self._config.seed)
        for each in self._every.values():
            each.courier.start()
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._config.port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.workspace.url = f"http://127.0.0.1:{port}"
        for team_id, other in self.neighbours.items():
            other.url = f"{self.workspace.url}/in/{team_id}"
        self._saver.start()

    async def stop(self) -> None:
        """Stops listening and delivering, and saves."""
        for each in self._every.values():
            each.notices.stop()
        await self.workspace.sockets.stop()
        for each in self._every.values():
            await each.courier.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        await self._saver.stop()

    def _app(self) -> web.Application:
        api, authorize = WebApi(self.workspace, self.grants), Authorize(self.grants)

        def bound(handler: page_api.Served) -> Handler:
            async def serve(request: web.Request) -> web.StreamResponse:
                team_id = request.match_info.get("team", self.workspace.world.team.id)
                if team_id not in self._every:
                    return page_api.wrong("there is no such workspace", status=404)
                return await handler(self._every[team_id], request)

            return serve

        def everywhere(add: _Add, path: str, handler: page_api.Served) -> list[web.RouteDef]:
            """A path of the first workspace, and of each by its id."""
            return [add(path, bound(handler)), add(f"/in/{{team}}{path}", bound(handler))]

        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_guarded])
        app.add_routes(
            [
                web.get("/", _page),
                web.route("*", "/api/{method}", api.serve),
                web.get("/oauth/v2/authorize", authorize.shown),
                web.post("/oauth/v2/authorize", authorize.decided),
                web.post("/ui/put_out", authorize.put_out),
                web.post("/ui/approve", authorize.approve),
                *everywhere(web.post, "/response/{response_id}", serve_response_url),
                *everywhere(web.post, "/upload/{file_id}", take_bytes),
                *everywhere(web.get, "/ui/file", standing.download),
                web.get("/link/", self.workspace.sockets.serve),
                *everywhere(web.get, "/ui/events", page_api.events),
                *everywhere(web.get, "/ui/{name}", page_api.look),
                *everywhere(web.post, "/ui/{name}", page_api.act),
                *everywhere(web.post, "/makers/whatsapp/{number}/messages", makers.whatsapp),
                *everywhere(web.post, _TWILIO, makers.twilio),
                web.get("/seed/customers.jsonl", _customers),
                web.get("/seed/people", bound(_people)),
                web.get("/in/{team}/{path:.*}", bound(_page_of)),
                web.get("/{path:.+}", _page),
            ]
        )
        return app


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what another site, or another name for this machine, sends here."""
    if not _is_own(request.headers.get("Host", "")):
        return page_api.wrong("this server answers to 127.0.0.1 and localhost only", status=403)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("Host"):
        return page_api.wrong("this server answers to its own page only", status=403)
    comes_to_allow = request.method == "GET" and request.path == "/oauth/v2/authorize"
    if request.headers.get("Sec-Fetch-Site") == "cross-site" and not comes_to_allow:
        return page_api.wrong("this server answers to its own page only", status=403)
    return await handler(request)


def _is_own(host: str) -> bool:
    return host.rpartition(":")[0] in _OWN_HOSTS or host in _OWN_HOSTS


async def _page(request: web.Request) -> web.StreamResponse:
    """A file of the page, from its folder and from nowhere else."""
    path = (_PAGE / (request.match_info.get("path") or "index.html")).resolve()
    if not path.is_relative_to(_PAGE) or not path.is_file():
        return page_api.wrong("there is no such page", status=404)
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    headers = _NO_STORE | {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}
    return web.Response(
        body=path.read_bytes(),
        content_type=kind or "application/octet-stream",
        charset="utf-8" if (kind or "").startswith("text/") else None,
        headers=headers,
    )


async def _page_of(_: Workspace, request: web.Request) -> web.StreamResponse:
    return await _page(request)


async def _customers(_: web.Request) -> web.StreamResponse:
    return web.Response(text=customers_jsonl(), content_type="application/jsonl", headers=_NO_STORE)


async def _people(workspace: Workspace, _: web.Request) -> web.StreamResponse:
    return web.json_response({"people": page_api.people(workspace)}, headers=_NO_STORE)
