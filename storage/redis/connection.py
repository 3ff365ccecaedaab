"""Clients that fail at once and say so: a retry inside the client would execute a write twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit, urlunsplit

from redis.asyncio import ConnectionPool, Redis, Sentinel
from redis.asyncio.cluster import RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    BusyLoadingError,
    ConnectionError as ConnectionLost,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError as TimedOut,
)

from storage.errors import StoreRefused, StoreUnreachable

TIMEOUT_SECONDS: Final = 0.5
"""redis-py's own default is 10 retries: up to 59 s before an error, and writes executed twice (8.1)."""
MOST_CONNECTIONS: Final = 64

_STRICT: Final[dict[str, Any]] = {
    "socket_timeout": TIMEOUT_SECONDS,
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "decode_responses": False,
}


def client_for(url: str) -> Any:
    """A strict client for redis://, rediss://, unix://, redis+sentinel://h1,h2/service or redis+cluster://."""
    parts = urlsplit(_without_ours(url))
    never = Retry(NoBackoff(), 0)
    if parts.scheme == "redis+sentinel":
        hosts = [_host_port(host, 26379) for host in parts.netloc.rpartition("@")[2].split(",")]
        sentinel = Sentinel(
            hosts, sentinel_kwargs=dict(_STRICT), password=parts.password, **_STRICT
        )
        return sentinel.master_for(parts.path.strip("/") or "mymaster", retry=never)
    if parts.scheme == "redis+cluster":
        host, port = _host_port(parts.netloc.rpartition("@")[2].split(",")[0], 6379)
        return RedisCluster(host=host, port=port, password=parts.password, retry=never, **_STRICT)
    if parts.scheme not in ("redis", "rediss", "unix"):
        raise StoreUnreachable(
            "RAPPORT_REDIS_URL must begin with redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://"
        )
    pool = ConnectionPool.from_url(
        _without_ours(url), max_connections=MOST_CONNECTIONS, retry=never, **_STRICT
    )
    return Redis.from_pool(pool)


def is_unsafe(url: str) -> bool:
    """True if the URL says `unsafe=yes`: a store for trials, that may lose what it acknowledged."""
    return parse_qs(urlsplit(url).query).get("unsafe") == ["yes"]


@contextmanager
def our_errors() -> Iterator[None]:
    """Turns redis-py's errors into those of storage.errors. Their text, which may quote values, is dropped."""
    try:
        yield
    except (ReadOnlyError, OutOfMemoryError, BusyLoadingError) as error:
        raise StoreRefused(f"the store takes no writes now: {type(error).__name__}") from None
    except (ConnectionLost, TimedOut, OSError) as error:
        raise StoreUnreachable(f"the store cannot be reached: {type(error).__name__}") from None
    except ResponseError as error:
        code = str(error).split(" ", 1)[0][:20]
        raise StoreRefused(f"the store refused: {code}") from None
    except RedisError as error:
        raise StoreRefused(f"the store refused: {type(error).__name__}") from None


def _without_ours(url: str) -> str:
    parts = urlsplit(url)
    query = "&".join(
        part for part in parts.query.split("&") if part and not part.startswith("unsafe=")
    )
    return urlunsplit(parts._replace(query=query))


def _host_port(text: str, default: int) -> tuple[str, int]:
    host, _, port = text.partition(":")
    return host, int(port or default)
