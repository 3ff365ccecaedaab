"""Websites: the part of an address that says whose it is."""

import re
from functools import lru_cache
from typing import Final

LONGEST_CHARS: Final = 300
_PREFIX: Final = re.compile(r"(?:[a-z][a-z0-9+.\-]*:)?/*(?:[^/@\s]*@)?(?:www\d?\.)?")
_HOST: Final = re.compile(r"(?:[\w\-]{1,63}\.)+[a-z\d\-]{2,63}")
_MANYS_TEXT: Final = """
    facebook.com m.facebook.com fb.com instagram.com linkedin.com twitter.com x.com youtube.com tiktok.com
    sites.google.com goo.gl g.page business.site linktr.ee etsy.com yelp.com tripadvisor.com t.me wa.me
"""
_MANYS: Final = frozenset(_MANYS_TEXT.split())
"""Where many have a page: what comes behind the host says whose."""


@lru_cache(maxsize=5_000)
def site(text: str) -> str:
    """Whose site an address leads to: its host without *www*, and the page on a host of many; empty for none."""
    plain = text[:LONGEST_CHARS].strip().casefold()
    rest = plain[_PREFIX.match(plain).end() :]  # type: ignore[union-attr]
    host, _, path = re.split(r"[?#]", rest)[0].partition("/")
    host = host.partition(":")[0].rstrip(".")
    if not _HOST.fullmatch(host):
        return ""
    if host not in _MANYS:
        return host
    page = path.strip("/")
    return f"{host}/{page}" if page else ""
