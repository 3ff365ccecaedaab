"""The forms of replies: one to a customer, before it is posted; and one that is kept ready."""

from itertools import zip_longest

from bot import wording
from bot.cards.block import Block, View, context, text_input, view
from bot.cards.identifiers import title_of
from bot.cards.media import preformatted
from bot.cards.text import excerpt
from bot.clicks import ReplyForm, TemplateForm
from bot.inputs import REPLY_LANGUAGES, Field
from storage.profile import Profile
from storage.templating import LONGEST_CHARS, Template


def reply_form(about: ReplyForm, profile: Profile, text: str, *, goes: str = "") -> View:
    """The reply as it would read, to be edited; `goes` says how it reaches the customer, where that is known."""
    blocks = [
        context(excerpt(title_of(profile), 150)),
        text_input(
            Field.REPLY,
            wording.reply_label(),
            initial=text or None,
            hint=goes or wording.reply_hint(),
            multiline=True,
            optional=False,
            most=wording.REPLY_LIMIT_CHARS,
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(
        about,
        wording.reply_title(),
        shown,
        submit=wording.post_in_thread(),
        close=wording.close(),
    )


def template_form(about: TemplateForm, template: Template | None) -> View:
    """A reply that is kept ready: its name, and a text a language."""
    texts = list(template.texts.items()) if template else [("en", "")]
    blocks: list[Block] = [
        text_input(
            Field.TEMPLATE_NAME,
            wording.template_name(),
            initial=template.name if template else None,
            hint=wording.template_name_hint(),
            optional=False,
            most=60,
        )
    ]
    for number, (_, (language, text)) in enumerate(
        zip_longest(range(REPLY_LANGUAGES), texts[:REPLY_LANGUAGES], fillvalue=("", ""))
    ):
        first = number == 0
        blocks += [
            text_input(
                f"{Field.TEMPLATE_TEXT}{number}",
                wording.template_text(),
                initial=text or None,
                multiline=True,
                optional=not first,
                most=LONGEST_CHARS,
            ),
            text_input(
                f"{Field.TEMPLATE_LANGUAGE}{number}",
                wording.template_language(),
                initial=language or None,
                hint=wording.template_language_hint() if first else None,
                optional=not first,
                most=12,
            ),
        ]
    blocks.append(preformatted(wording.template_help()))
    return view(
        about, wording.template_title(), blocks, submit=wording.save(), close=wording.close()
    )


def errors_gone() -> dict[str, str]:
    """The customer is not there any more."""
    return {Field.REPLY: wording.gone()}
