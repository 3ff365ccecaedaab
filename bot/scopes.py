"""The bot scopes that manifest.yml asks for: what an installed token should have."""

from typing import Final

NEEDED: Final = frozenset(
    [
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "im:history",
        "im:write",
        "links:read",
        "links:write",
        "users:read",
    ]
)
OPTIONAL: Final = frozenset(
    ["files:read", "groups:history", "groups:read", "reactions:read", "usergroups:read"]
)
"""Whoever installs the app may untick these; what needs them is left out then."""
