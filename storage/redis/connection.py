"""Clients that fail at once and say so: a retry inside the client would execute a write twice."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

import redis.exceptions as theirs
from redis.asyncio import BlockingConnectionPool, Redis, Sentinel
from redis.asyncio.cluster import ClusterNode, RedisCluster
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import SentinelConnectionPool
from redis.backoff import NoBackoff

from storage.errors import StoreRefused, StoreUnreachable
from storage.observing import FULL, LOADING, OBSERVER, REFUSED, REPLICA, UNREACHABLE

TIMEOUT_SECONDS: Final = 0.5
"""redis-py 8's own default is 10 retries: up to 59 s before an error, and writes executed twice."""
MOST_CONNECTIONS: Final = 32
"""To one server; who finds none free waits for one."""
UNQUEUED_CONNECTIONS: Final = 512
"""redis-py's clients of Sentinel and of a cluster do not wait: one too many at once would be an error."""
SCHEMES: Final = ("redis", "rediss", "unix", "redis+sentinel", "redis+cluster")


def client_for(url: str, *, patience: float = TIMEOUT_SECONDS) -> Any:
    """A client without retries for any of the schemes. Raises StoreUnreachable for what is no address of a store.

    `patience` is how long an answer may take, in seconds: little where somebody in Slack waits for it.
    redis+sentinel://[user:password@]host,host/service and redis+cluster://[user:password@]host,host
    name several hosts; the password is that of the data servers.
    """
    try:
        return _client(url, patience)
    except ValueError:  # its text may quote the password
        raise StoreUnreachable(
            "RAPPORT_REDIS_URL cannot be read: it is SCHEME://[USER:PASSWORD@]HOST:PORT/NUMBER, and in a password"
            " the signs @ : / ? # [ ] and % are written %40 %3A %2F %3F %23 %5B %5D and %25"
        ) from None


def _client(url: str, patience: float) -> Any:
    plain = _without_ours(url)
    strict: dict[str, Any] = {
        "socket_timeout": patience,
        "socket_connect_timeout": TIMEOUT_SECONDS,
        "decode_responses": False,
    }
    parts = urlsplit(plain)
    retry = Retry(NoBackoff(), 0)
    if parts.scheme == "redis+sentinel":
        login = _login(parts.netloc)
        sentinel: Any = Sentinel(  # type: ignore[no-untyped-call]  # redis-py leaves it untyped
            _hosts(parts.netloc, 26379), sentinel_kwargs=dict(strict), **login, **strict
        )
        service = parts.path.strip("/") or "mymaster"
        return sentinel.master_for(service, max_connections=UNQUEUED_CONNECTIONS, retry=retry)
    if parts.scheme == "redis+cluster":
        nodes = [ClusterNode(host, port) for host, port in _hosts(parts.netloc, 6379)]
        login = _login(parts.netloc)
        return RedisCluster(
            startup_nodes=nodes,
            max_connections=UNQUEUED_CONNECTIONS,
            retry=retry,
            **login,
            **strict,
        )
    if parts.scheme not in SCHEMES:
        raise StoreUnreachable(f"RAPPORT_REDIS_URL must begin with one of {', '.join(SCHEMES)}")
    pool = BlockingConnectionPool.from_url(
        plain,
        max_connections=MOST_CONNECTIONS,
        timeout=patience,
        retry=retry,
        **strict,
    )
    return Redis.from_pool(pool)


def is_unsafe(url: str) -> bool:
    """True if the URL says `unsafe=yes`: a store for trials, that may lose what it acknowledged."""
    return parse_qs(urlsplit(url).query).get("unsafe") == ["yes"]


_KINDS: Final[dict[type[Exception], str]] = {
    theirs.ReadOnlyError: REPLICA,
    theirs.OutOfMemoryError: FULL,
    theirs.BusyLoadingError: LOADING,
}


async def each_master(client: Any, *command: str) -> list[Any]:
    """The answer of the server, or of each master of a cluster. Raises redis-py's errors."""
    if not isinstance(client, RedisCluster):
        return [await client.execute_command(*command)]
    answers = await client.execute_command(*command, target_nodes=RedisCluster.PRIMARIES)
    return list(answers.values())


async def its_own(client: Any, key: str) -> dict[str, Any]:
    """What sends a command without a key to the very server of this key. Raises redis-py's errors."""
    if not isinstance(client, RedisCluster):
        return {}
    await client.initialize()
    return {"target_nodes": client.get_node_from_key(key)}


async def look_again(client: Any) -> None:
    """The next command asks the Sentinels anew who the master is: this one may be cut off from all others."""
    pool = getattr(client, "connection_pool", None)
    if isinstance(pool, SentinelConnectionPool):
        await pool.disconnect(inuse_connections=False)


async def waited_by_sentinels(client: Any) -> timedelta | None:
    """How long the Sentinels wait for the master's answer before it is gone for them; None where nobody tells."""
    pool = getattr(client, "connection_pool", None)
    if isinstance(pool, SentinelConnectionPool):
        for sentinel in pool.sentinel_manager.sentinels:
            with suppress(theirs.RedisError, OSError):
                told = await sentinel.sentinel_master(pool.service_name)
                return timedelta(milliseconds=told["down-after-milliseconds"])
    return None


@contextmanager
def our_errors() -> Iterator[None]:
    """Turns redis-py's errors into storage.errors'. Their text, which may quote values, is dropped."""
    try:
        yield
    except (theirs.ReadOnlyError, theirs.OutOfMemoryError, theirs.BusyLoadingError) as error:
        OBSERVER.failed(_KINDS.get(type(error), REFUSED))
        raise StoreRefused(f"the store takes no writes now: {type(error).__name__}") from None
    except (theirs.ConnectionError, theirs.TimeoutError, OSError) as error:
        OBSERVER.failed(UNREACHABLE)
        raise StoreUnreachable(f"the store cannot be reached: {type(error).__name__}") from None
    except theirs.ResponseError as error:
        OBSERVER.failed(REFUSED)
        code = str(error).split(" ", 1)[0][:20]
        raise StoreRefused(f"the store refused: {code}") from None
    except theirs.RedisClusterException as error:  # which is no RedisError
        OBSERVER.failed(UNREACHABLE)
        raise StoreUnreachable(f"the store cannot be reached: {type(error).__name__}") from None
    except theirs.RedisError as error:
        OBSERVER.failed(REFUSED)
        raise StoreRefused(f"the store refused: {type(error).__name__}") from None


def _without_ours(url: str) -> str:
    parts = urlsplit(url)
    left = [part for part in parts.query.split("&") if part and not part.startswith("unsafe=")]
    return urlunsplit(parts._replace(query="&".join(left)))


def _login(netloc: str) -> dict[str, Any]:
    """User and password of several hosts, as the client takes them."""
    before, at, _ = netloc.rpartition("@")
    user, _, password = before.partition(":")
    named = {"username": unquote(user), "password": unquote(password)}
    return {name: value for name, value in named.items() if at and value}


def _hosts(netloc: str, default_port: int) -> list[tuple[str, int]]:
    hosts = (host.partition(":") for host in netloc.rpartition("@")[2].split(","))
    return [(host, int(port or default_port)) for host, _, port in hosts]
