"""Which scopes and events an app manifest grants, without a YAML library."""

import re

_LINE = re.compile(r"^(?P<indent> *)(?P<dash>- +)?(?P<name>[\w:.-]*?)(?P<colon>:)?\s*(?:#.*)?$")
_SCOPES = (("oauth_config", "scopes", "bot"), ("oauth_config", "scopes", "bot_optional"))
_EVENTS = (("settings", "event_subscriptions", "bot_events"),)


def granted_in(manifest: str) -> tuple[frozenset[str], frozenset[str]]:
    """The bot scopes and the bot events that a manifest in block-style YAML lists."""
    lists = _lists_in(manifest)
    return _union(lists, _SCOPES), _union(lists, _EVENTS)


def _union(
    lists: dict[tuple[str, ...], list[str]], paths: tuple[tuple[str, ...], ...]
) -> frozenset[str]:
    return frozenset(entry for path in paths for entry in lists.get(path, ()))


def _lists_in(manifest: str) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    path: list[tuple[int, str]] = []
    for raw in manifest.replace('"', "").replace("'", "").splitlines():
        match = _LINE.match(raw)
        if match is None or not match["name"]:
            continue
        indent = len(match["indent"])
        if match["dash"]:
            name = match["name"] + (match["colon"] or "")
            while path and path[-1][0] > indent:
                path.pop()
            found.setdefault(tuple(key for _, key in path), []).append(name)
        elif match["colon"]:
            while path and path[-1][0] >= indent:
                path.pop()
            path.append((indent, match["name"]))
    return found
