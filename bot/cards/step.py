"""What a step gives to the workflow: plain words, of which nothing can become a mention or a link."""

from bot.cards.identifiers import readable, title_of
from bot.cards.text import Safe, flat, shortened
from storage.profile import Profile

VALUE_CHARS = 500
_BRACKETS = str.maketrans({"<": "\u2039", ">": "\u203a"})
"""A workflow may post what it is given as Slack's own markup, in which `<!channel>` rings everybody."""


def outputs(profile: Profile, *, link: str) -> dict[str, str]:
    """Of a customer all that *Look up customer* gives; what is not known is empty."""
    kinds = {claim.identifier.kind: claim.identifier for claim in reversed(profile.claims)}
    known = {kind: readable(kinds[kind]) if kind in kinds else "" for kind in ("email", "phone")}
    given = {
        "name": title_of(profile),
        **known,
        "company": profile.value("company") or "",
        "plan": profile.value("plan") or "",
        "tags": ", ".join(tag.name for tag in profile.tags),
        "owner": profile.value("owner") or "",
    }
    words = {name: worded(value) for name, value in given.items()}
    return {"customer": profile.contact_id, **words, "link": link}


def worded(text: str | Safe) -> str:
    """A customer's words as a workflow may use them anywhere."""
    return shortened(flat(text[: 2 * VALUE_CHARS]), VALUE_CHARS).translate(_BRACKETS)


def told(text: Safe | str) -> str:
    """A sentence of ours as a workflow's log shows it: without mrkdwn."""
    shown = text.replace("*", "").replace("`", "").replace("_", "")
    return worded(shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
