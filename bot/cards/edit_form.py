"""The form for enrichment."""

from collections.abc import Mapping, Sequence

from bot import wording
from bot.cards.authors import somebody
from bot.cards.block import Block, View, section, select_input, text_input, view
from bot.cards.custom_inputs import custom_inputs
from bot.cards.identifiers import readable
from bot.cards.text import excerpt, joined, ours
from bot.clicks import EditForm
from bot.inputs import Field, own
from storage.contact import FactSource
from storage.fields import form_of
from storage.handles import KINDS
from storage.identifiers import Identifier
from storage.message import Channel
from storage.profile import Profile


def edit_form(
    about: EditForm,
    profile: Profile,
    *,
    late: Sequence[str] = (),
    was: Mapping[str, str | list[str]] | None = None,
) -> View:
    """What agents can say of a customer, with what is known filled in; inferred values are not.

    `late` are the fields that a colleague changed while the form was open, `was` what it had shown: what
    was typed stays where it is, since Slack keeps what stands in an input that is shown anew.
    """
    told = {
        name: folded.value
        for name, folded in profile.fields.items()
        if folded.source is not FactSource.INFERRED
    }
    identifiers = [claim.identifier for claim in profile.claims]
    usual = [*_meanwhile(profile, told, late, was or {}), *inputs(told, identifiers)]
    return view(
        about,
        wording.edit_title(),
        [*usual, *custom_inputs(profile.custom, told, beside=usual)],
        submit=wording.save(),
        close=wording.close(),
    )


def _meanwhile(
    profile: Profile,
    told: Mapping[str, str],
    late: Sequence[str],
    was: Mapping[str, str | list[str]],
) -> list[Block]:
    lines = []
    for name in late:
        field = next((one for one in profile.custom if own(one.id) == name), None)
        told_as = next((one for one in told if field and form_of(one) == field.form), name)
        folded = profile.fields.get(told_as)
        before = was.get(name, "")
        lines.append(
            ours(
                wording.changed_by_another(
                    somebody(folded.by if folded else None),
                    excerpt(field.name, 100) if field else wording.FIELDS[name],
                    excerpt(told.get(told_as, ""), 100),
                    excerpt(before if isinstance(before, str) else "", 100),
                )
            )
        )
    return [section(joined([*lines, ours(wording.yours_stays())], "\n"))] if lines else []


def inputs(told: dict[str, str], identifiers: Sequence[Identifier]) -> list[Block]:
    """The inputs of enrichment."""
    emails = [one.value for one in identifiers if one.kind == "email"]
    phones = [readable(one) for one in identifiers if one.kind == "phone"]
    handles = [_handle(one) for one in identifiers if one.kind in KINDS]
    channels = [(channel.value, name) for channel, name in wording.CHANNELS.items()]
    purpose = wording.FIELD_PURPOSES
    return [
        _text(Field.NAME, "name", told),
        _text(Field.COMPANY, "company", told),
        _text(Field.TITLE, "title", told),
        _text(Field.PLAN, "plan", told, most=100),
        text_input(
            Field.EMAILS,
            wording.emails_label(),
            initial=", ".join(emails),
            hint=f"{wording.emails_hint()} {purpose['emails']}",
        ),
        text_input(
            Field.PHONES,
            wording.phones_label(),
            initial=", ".join(phones),
            hint=f"{wording.phones_hint()} {purpose['phones']}",
        ),
        text_input(
            Field.HANDLES,
            wording.handles_label(),
            initial=", ".join(handles),
            hint=wording.handles_hint(),
        ),
        _text(Field.LOCATION, "location", told),
        _text(Field.TIMEZONE, "timezone", told, hint=wording.timezone_hint(), most=60),
        _text(Field.LANGUAGE, "language", told, hint=wording.language_hint(), most=20),
        select_input(
            Field.PREFERRED_CHANNEL,
            wording.FIELDS["preferred_channel"],
            channels,
            initial=_channel(told.get("preferred_channel")),
            hint=purpose["preferred_channel"],
        ),
    ]


def _text(
    field: str, name: str, told: Mapping[str, str], *, hint: str = "", most: int = 200
) -> Block:
    """One of the fields that every customer has, with how it is written and what it is for."""
    return text_input(
        field,
        wording.FIELDS[name],
        initial=told.get(name),
        hint=f"{hint} {wording.FIELD_PURPOSES[name]}".strip(),
        most=most,
    )


def _handle(identifier: Identifier) -> str:
    """A handle as the form reads it back; WhatsApp's own ids are no @names."""
    at = "" if identifier.kind.startswith("wa_") else "@"
    return f"{identifier.kind}: {at}{identifier.value}"


def _channel(name: str | None) -> str | None:
    return name if name in {channel.value for channel in Channel} else None


def errors_own(identifier: Identifier) -> dict[str, str]:
    """An address of the team's own."""
    return {Field.EMAILS: wording.own_address(identifier.value[:60])}
