"""The inputs of forms, by the names that Slack gives back with what was typed."""

from typing import Final

PICK_CUSTOMER: Final = "pick:customer"
PICK_TAG: Final = "pick:tag"
RENAME: Final = "rename"
RETIRE: Final = "retire"
"""What becomes of a tag."""


NO_CHOICE: Final = "-"
"""What stands in a menu of which nothing may be picked."""
OWN: Final = "own:"
"""What the inputs of custom fields begin with."""


def own(field_id: str) -> str:
    """The input of a custom field."""
    return f"{OWN}{field_id}"


def own_in(name: str) -> str:
    """The id of the custom field that an input is of; empty for none."""
    return name.removeprefix(OWN) if name.startswith(OWN) else ""


REPLY_LANGUAGES: Final = 3
"""Texts that a reply which is kept ready may have, each in a language."""


class Field:
    """The inputs of forms: action id and block id in one."""

    NOTE = "note_text"
    TAGS = PICK_TAG
    NEW_TAGS = "new_tags"
    NAME = "name"
    COMPANY = "company"
    TITLE = "title"
    PLAN = "plan"
    EMAILS = "emails"
    PHONES = "phones"
    HANDLES = "handles"
    LOCATION = "location"
    TIMEZONE = "timezone"
    LANGUAGE = "language"
    PREFERRED_CHANNEL = "preferred_channel"
    OTHER = PICK_CUSTOMER
    PARTING = "parting"
    MOVING = "moving_"
    """With a number, where there are too many boxes for one input."""
    NEW_NAME = "new_name"
    LEARN = "learn"
    CAME_BY = "came_by"
    RULE_NAME = "rule_name"
    RULE_QUERY = "rule_query"
    RULE_PLACES = "rule_places"
    RULE_HOURS = "rule_hours"
    RULE_TIMES = "rule_times"
    RULE_AGAIN = "rule_again"
    RULE_TAGS = "rule_tags"
    RULE_PRIORITY = "rule_priority"
    RULE_OWNER = "rule_owner"
    RULE_MENTION = "rule_mention"
    RULE_POST_TO = "rule_post_to"
    RULE_REPLY = "rule_reply"
    RULE_SUGGEST = "rule_suggest"
    SEGMENT_NAME = "segment_name"
    SEGMENT_QUERY = "segment_query"
    KIND = "feed_kind"
    REGION = "feed_region"
    OWN_DOMAINS = "feed_own_domains"
    RETAG = "retag"
    NEW_TAG = "new_tag"
    LEADS = "policy_leads"
    CONFIRM = "confirm_erase"
    OWNER = "owner"
    PRIORITY = "priority"
    NO_LONGER = "no_longer"
    SHARED = "shared"
    SECOND_PERSON = "policy_second_person"
    ASKED_IN = "policy_asked_in"
    COMMON_LANGUAGE = "policy_language"
    WORDS_KEPT = "policy_words"
    MESSAGE_DAYS = "policy_message_days"
    ORDER_DAYS = "policy_order_days"
    LETTER_DAYS = "policy_letter_days"
    AUDIT_DAYS = "policy_audit_days"
    CONVERSATION_DAYS = "policy_conversation_days"
    FIELD_NAME = "field_name"
    FIELD_TYPE = "field_type"
    FIELD_CHOICES = "field_choices"
    FIELD_PERSONAL = "field_personal"
    FIELD_PURPOSE = "field_purpose"
    REPLY = "reply_text"
    TEMPLATE_NAME = "template_name"
    TEMPLATE_TEXT = "template_text_"
    TEMPLATE_LANGUAGE = "template_language_"
    """With a number, one a language."""


ENRICHED: Final = (
    Field.NAME,
    Field.COMPANY,
    Field.TITLE,
    Field.PLAN,
    Field.LOCATION,
    Field.TIMEZONE,
    Field.LANGUAGE,
    Field.PREFERRED_CHANNEL,
)
"""The fields of a profile that agents fill in."""
