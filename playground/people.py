"""The members of the workspace and its channels, as `users.info` and `conversations.info` show."""

from playground.shapes import APP, BOT, BOT_NAME, BOT_USER, OTHER_TEAM, SLACKBOT, TEAM, Json, Team

_CREATED = 1_700_000_000


def _member(user_id: str, real_name: str, place: tuple[str, str, int], locale: str) -> Json:
    zone, label, offset_seconds = place
    first, _, last = real_name.partition(" ")
    name = first.lower()
    return {
        "id": user_id,
        "team_id": TEAM,
        "name": name,
        "deleted": False,
        "color": "4bbe2e",
        "real_name": real_name,
        "tz": zone,
        "tz_label": label,
        "tz_offset": offset_seconds,
        "profile": {
            "title": "Customer support",
            "phone": "",
            "skype": "",
            "real_name": real_name,
            "real_name_normalized": real_name,
            "display_name": name,
            "display_name_normalized": name,
            "first_name": first,
            "last_name": last,
            "status_text": "",
            "status_emoji": "",
            "avatar_hash": "g0000000000",
            "email": f"{name}@tidewater.example",
            "team": TEAM,
        },
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": _CREATED,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
        "locale": locale,
    }


def _bot_user(user_id: str, name: str, app_id: str, bot_id: str) -> Json:
    user = _member(user_id, name, ("America/Los_Angeles", "Pacific Standard Time", -28800), "en-US")
    del user["profile"]["email"]
    del user["is_email_confirmed"]
    user["profile"] |= {"display_name": name, "display_name_normalized": name, "title": ""}
    user["profile"] |= {"api_app_id": app_id, "bot_id": bot_id, "always_active": True}
    return user | {"is_bot": True, "name": name.lower().replace(" ", "_")}


def everyone(team: Team) -> dict[str, Json]:
    """Every user of the workspace by id: agents, an admin, a guest, a stranger and two bots."""
    berlin = ("Europe/Berlin", "Central European Time", 3600)
    new_york = ("America/New_York", "Eastern Standard Time", -18000)
    tokyo = ("Asia/Tokyo", "Japan Standard Time", 32400)
    slackbot = _bot_user(SLACKBOT, "Slackbot", "", "B01")
    slackbot["is_bot"] = False
    stranger = _member("U0STRANGER", "Robin Stranger", new_york, "en-US")
    stranger |= {"team_id": OTHER_TEAM, "is_stranger": True}
    stranger["profile"] |= {"email": "robin@acme.example", "team": OTHER_TEAM}
    users = (
        _member("U0MAYA", "Maya Lindqvist", berlin, "en-GB"),
        _member("U0SAM", "Sam Okafor", new_york, "en-US"),
        _member("U0LENA", "Lena Hartmann", berlin, "de-DE"),
        _member("U0KIM", "Kim Tanaka", tokyo, "en-US") | {"is_admin": True},
        _member("U0GUEST", "Gus Guest", new_york, "en-US") | {"is_restricted": True},
        stranger,
        _bot_user(BOT_USER, BOT_NAME, APP, BOT),
        _bot_user("U0WAPP", "WhatsApp Relay", "A0WAPP", "B0WAPP"),
        _bot_user("U0PAPER", "Papercups", "A0PAPER", "B0PAPER"),
        slackbot,
    )
    for user in users:
        user.setdefault("is_stranger", False)
        if user["team_id"] == TEAM:
            user["team_id"] = user["profile"]["team"] = team.id
            if team.organisation:
                user["enterprise_user"] = _in_organisation(user, team)
    return {user["id"]: user for user in users}


def _in_organisation(user: Json, team: Team) -> Json:
    """Who somebody is in the organisation, as `users.info` says it on an Enterprise Grid."""
    return {
        "id": user["id"],
        "enterprise_id": team.organisation,
        "enterprise_name": f"{team.name} Holding",
        "is_admin": user["is_admin"],
        "is_owner": user["is_owner"],
        "teams": [team.id],
    }


AGENTS = ("U0MAYA", "U0SAM", "U0LENA", "U0KIM")
_PUBLIC = (
    ("C0WHATSAPP", "whatsapp", "Customers on WhatsApp", (*AGENTS, "U0GUEST")),
    ("C0SMS", "sms", "Customers by text message", AGENTS),
    ("C0INSTAGRAM", "instagram", "Customers on Instagram", AGENTS),
    ("C0EMAIL", "support-mail", "support@tidewater.example arrives here", AGENTS),
    ("C0CHATWOOT", "chatwoot", "The website's chat", AGENTS),
    ("C0GENERAL", "general", "Company-wide announcements", (*AGENTS, "U0GUEST")),
    ("C0SHARED", "acme-shared", "With our friends at Acme", (*AGENTS, "U0STRANGER")),
)
INVITED_BY_SEED = ("C0WHATSAPP", "C0SMS", "C0INSTAGRAM", "C0EMAIL", "C0CHATWOOT")


def every_channel(team: Team) -> dict[str, Json]:
    """Every conversation by id, direct messages with the bot included; the bot is in no channel."""
    channels = {}
    for seeded, name, topic, members in _PUBLIC:
        channel_id, shared = team.channel(seeded), seeded == "C0SHARED"
        channels[channel_id] = {
            "id": channel_id,
            "name": name,
            "name_normalized": name,
            "is_channel": True,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": False,
            "is_archived": False,
            "is_general": seeded == "C0GENERAL",
            "is_shared": shared,
            "is_ext_shared": shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "context_team_id": team.id,
            "shared_team_ids": [team.id, OTHER_TEAM] if shared else [team.id],
            "created": _CREATED,
            "creator": "U0KIM",
            "unlinked": 0,
            "updated": _CREATED * 1000,
            "topic": {"value": topic, "creator": "U0KIM", "last_set": _CREATED},
            "purpose": {"value": topic, "creator": "U0KIM", "last_set": _CREATED},
            "previous_names": [],
            "members": list(members),
        }
    for user_id in (*AGENTS, "U0GUEST"):
        direct = direct_with_bot(user_id, team)
        channels[direct["id"]] = direct
    return channels


def direct_with_bot(user_id: str, team: Team) -> Json:
    """The direct-message conversation between the bot and one person."""
    return {
        "id": "D" + user_id[1:],
        "created": _CREATED,
        "is_im": True,
        "is_channel": False,
        "is_archived": False,
        "is_org_shared": False,
        "is_ext_shared": False,
        "context_team_id": team.id,
        "user": user_id,
        "priority": 0,
        "members": [user_id, BOT_USER],
    }


def every_group(team: Team) -> dict[str, Json]:
    """Every user group by id, as `usergroups.list` shows them with their members."""
    group = {
        "id": "S0LEADS",
        "team_id": team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": "Support leads",
        "description": "Who decides what agents ask",
        "handle": "support-leads",
        "is_external": False,
        "date_create": _CREATED,
        "date_update": _CREATED,
        "date_delete": 0,
        "auto_type": None,
        "created_by": "U0KIM",
        "updated_by": "U0KIM",
        "deleted_by": None,
        "users": ["U0SAM"],
        "user_count": 1,
    }
    return {"S0LEADS": group}
