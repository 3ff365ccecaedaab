"""The buttons and the form of custom fields."""

from dataclasses import dataclass

from bot.clicks.carried import Click
from bot.clicks.of_forms import FormContext


@dataclass(frozen=True, slots=True)
class ListFields(Click):
    """The custom fields; `after` is how many stand before those that are shown."""

    ACTION_ID = "fields:list"
    after: str = ""


@dataclass(frozen=True, slots=True)
class OpenField(Click):
    """A field to be changed; without an id one to be defined, of this name, quoted (bot.clicks.carried.quoted)."""

    ACTION_ID = "fields:open"
    field_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RetireField(Click):
    """A field is filled in no more; what is stored stays."""

    ACTION_ID = "fields:retire"
    field_id: str


@dataclass(frozen=True, slots=True)
class RestoreField(Click):
    """A field that was retired is filled in again."""

    ACTION_ID = "fields:restore"
    field_id: str


@dataclass(frozen=True, slots=True)
class ClearField(Click):
    """What is stored of a field that was retired is deleted, and the field with it."""

    ACTION_ID = "fields:clear"
    field_id: str


@dataclass(frozen=True, slots=True)
class FieldForm(FormContext):
    """A custom field; `field_id` is empty for one that is to be defined."""

    CALLBACK_ID = "form:field"
    field_id: str = ""
    origin: str = ""
