"""Every setting: its type, unit, default and bounds. The only place that reads the environment."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

import phonenumbers
from platformdirs import user_data_path
from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.places import Places, places_in, shops_in
from bot.setting_values import PREFIX, host_and_port, nearest, problem_told, several
from storage.message import Channel
from storage.standing import UNIQUE_SYSTEMS, Limits

SLACKS_OWN_API: Final = "https://slack.com/api/"

# With both of these set Bolt turns any app into an OAuth app with a file store (slack-bolt 1.30, AsyncApp.__init__).
_BOLTS_TRAPS: Final = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")

_ACCOUNT: Final = re.compile(r"AC[0-9a-fA-F]{32}", re.ASCII)
_SAFELY = re.compile(r"https://[^/?]|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?(/|$)")


class Unconfigured(Exception):
    """A setting is missing or wrong. The text names every one of them, with the mend."""


class Settings(BaseSettings):
    """What an operator can set. Each also as `<NAME>_FILE`, the path of a file that holds the value."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    slack_bot_token: Annotated[
        SecretStr | None,
        Field(validation_alias=AliasChoices("RAPPORT_SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN")),
    ] = None
    """The bot token (xoxb-...) of the one workspace served."""
    slack_app_token: Annotated[
        SecretStr | None,
        Field(validation_alias=AliasChoices("RAPPORT_SLACK_APP_TOKEN", "SLACK_APP_TOKEN")),
    ] = None
    """The app-level token (xapp-...) for Socket Mode."""
    slack_signing_secret: SecretStr | None = None
    """What Slack signs its requests with; two, separated by a comma, while it is being rotated."""
    slack_client_id: str = ""
    """Of the app, where workspaces install it by themselves (OAuth); takes the place of the bot token."""
    slack_client_secret: SecretStr | None = None
    """What proves to Slack that we are this app."""
    uninstall_grace_days: int = Field(default=14, ge=0, le=90)
    """Days after which what a workspace left behind is deleted; its tokens are deleted at once."""
    slack_api_url: str = SLACKS_OWN_API
    """Where the Web API is reached."""
    redis_url: str = ""
    """redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://; empty: the embedded server."""
    data_dir: Path = Field(default_factory=lambda: user_data_path("rapport"))
    """Folder of the embedded server's data and of a secret key that was made here."""
    public_url: str = ""
    """https:// address at which browsers reach the bot: addresses of profiles begin with it. Empty: there are none."""
    default_region: str = "US"
    """ISO 3166 alpha-2, for numbers written without a country code."""
    language: Literal["en", "de"] = "en"
    """What everybody reads together is written in; to one member alone Rapport speaks that member's language."""
    secret_key: SecretStr | None = None
    """64 hexadecimal digits; several separated by commas, newest first, while they are rotated."""
    ingest_secret: SecretStr | None = None
    """What the team's own systems sign orders and messages with; several by comma, while it is rotated."""
    shopify_secret: SecretStr | None = None
    """The client secret of the shop's app, which Shopify signs with; several by comma."""
    shopify_shops: str = ""
    """Shops that are let in, by comma, each with its workspace where there are several: a.myshopify.com=T0123."""
    whatsapp_secret: SecretStr | None = None
    """The app secret that WhatsApp's Cloud API signs with; several by comma."""
    whatsapp_verify_token: SecretStr | None = None
    """The word that Meta asks for before it sends to our address."""
    whatsapp_access_token: SecretStr | None = None
    """A system user's token, with which answers go out by the Cloud API; none: they do not."""
    whatsapp_api_url: str = "https://graph.facebook.com/v24.0/"
    """Where the Cloud API is reached."""
    twilio_token: SecretStr | None = None
    """The auth token that Twilio signs with; several by comma."""
    twilio_account: str = ""
    """The account SID (AC...), for which answers go out by Twilio with the newest token; none: they do not."""
    twilio_api_url: str = "https://api.twilio.com/"
    """Where Twilio's API is reached."""
    direct_channels: str = ""
    """Where messages of the doors are posted, by comma: whatsapp=C0123, sms:+12125550100=T0123/C0456."""
    metrics_bind: str = ""
    """HOST:PORT at which /metrics is told, and nowhere else; empty: beside /healthz."""
    otlp_endpoint: str = ""
    """Where a collector of OpenTelemetry takes traces by OTLP over HTTP; empty: nothing is traced."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    leaving_seconds: int = Field(default=3, ge=0, le=15)
    """Seconds after SIGTERM in which the door stays open, until balancers have seen that `/readyz` says 503."""
    queue_high_water: int = Field(default=100_000, ge=1)
    """Events that may wait for work; beyond it Slack is asked to send them again later."""
    worker_tasks: int = Field(default=16, ge=1, le=256)
    """Events and posts worked on at once by one process."""
    max_emails: int = Field(default=5, ge=1, le=100)
    """E-mail addresses of one person: no rule joins two profiles that have more together."""
    max_phones: int = Field(default=5, ge=1, le=100)
    """Phone numbers of one person, likewise."""
    max_handles: int = Field(default=3, ge=1, le=100)
    """Handles of one person on one channel, likewise."""
    max_contacts: int = Field(default=50, ge=2, le=200)
    """Contacts of one profile, for agents as well: beyond it, it is more likely several people."""
    max_claimants: int = Field(default=5, ge=1, le=40)
    """People who claim one address or number: beyond it it is nobody's own, and joins nobody."""
    unique_systems: str = " ".join(sorted(UNIQUE_SYSTEMS))
    """Systems, by space or comma, that give each person one id: no rule joins two of different ids."""

    @field_validator("default_region")
    @classmethod
    def _known_region(cls, value: str) -> str:
        if value.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("is not a country: two letters of ISO 3166 are, such as US or DE")
        return value.upper()

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme != "https" or not parts.hostname or parts.query):
            raise ValueError("must be an https:// address, such as https://rapport.example.com")
        return value.rstrip("/")

    @field_validator("slack_api_url", "whatsapp_api_url", "twilio_api_url")
    @classmethod
    def _https_or_here(cls, value: str) -> str:
        if not _SAFELY.match(value):
            raise ValueError("must begin with https:// (http:// only for 127.0.0.1)")
        return value if value.endswith("/") else value + "/"

    @field_validator("metrics_bind")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        if value:
            host_and_port(value)
        return value

    @field_validator("otlp_endpoint")
    @classmethod
    def _collector(cls, value: str) -> str:
        if value and (
            urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname
        ):
            raise ValueError("must be an address, such as http://127.0.0.1:4318")
        return value.rstrip("/")

    @field_validator("twilio_token")
    @classmethod
    def _reached(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if value and not others.data.get("public_url"):
            raise ValueError("needs RAPPORT_PUBLIC_URL: Twilio signs the address that it calls")
        return value

    @field_validator("twilio_account")
    @classmethod
    def _account_sid(cls, value: str, others: ValidationInfo) -> str:
        if value and not _ACCOUNT.fullmatch(value):
            raise ValueError("must be the account SID: AC and 32 hexadecimal digits")
        if value and not others.data.get("twilio_token"):
            raise ValueError("needs RAPPORT_TWILIO_TOKEN: answers go out with the account's token")
        return value

    @field_validator("whatsapp_access_token")
    @classmethod
    def _hears_too(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if value and not others.data.get("whatsapp_secret"):
            raise ValueError("needs RAPPORT_WHATSAPP_SECRET: answers go to whoever wrote by it")
        return value

    @field_validator("shopify_shops")
    @classmethod
    def _each_a_shop(cls, value: str) -> str:
        shops_in(value)
        return value

    @field_validator("direct_channels")
    @classmethod
    def _each_a_channel(cls, value: str) -> str:
        places_in(value)
        return value

    @field_validator("secret_key")
    @classmethod
    def _hex_keys(cls, value: SecretStr | None) -> SecretStr | None:
        for key in value.get_secret_value().split(",") if value else ():
            if len(key.strip()) != 64 or not set(key.strip().lower()) <= set("0123456789abcdef"):
                raise ValueError("must be 64 hexadecimal digits, several separated by commas")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, _FromFiles(settings_cls), env_settings

    def limits(self) -> Limits:
        """What keeps rules from joining several people into one."""
        names = self.unique_systems.casefold().replace(",", " ").split()
        return Limits(
            emails=self.max_emails,
            phones=self.max_phones,
            handles_a_kind=self.max_handles,
            contacts=self.max_contacts,
            claimants=self.max_claimants,
            unique_systems=frozenset(names),
        )

    def shops(self) -> dict[str, str | None]:
        """Shops that are let in, each with its workspace; None where there is only one."""
        return shops_in(self.shopify_shops)

    def places(self) -> Places:
        """Where messages of the doors are posted."""
        return places_in(self.direct_channels)

    def doors(self) -> frozenset[Channel]:
        """The kinds of messages that a maker's own webhook, or one of the team's own, may bring."""
        if self.ingest_secret:
            return frozenset(Channel)
        whatsapp = {Channel.WHATSAPP} if self.whatsapp_secret else set()
        return frozenset(
            whatsapp | ({Channel.WHATSAPP, Channel.SMS} if self.twilio_token else set())
        )

    def signing_secrets(self) -> tuple[str, ...]:
        """The signing secrets in force, the newest first."""
        return several(self.slack_signing_secret)

    def secret_keys(self) -> tuple[str, ...]:
        """The secret keys given, the newest first; empty: one is made and kept in the data folder."""
        return several(self.secret_key)


class _FromFiles(EnvSettingsSource):
    """Values of `<NAME>_FILE`: the content of the named file, as container secrets are handed over.

    An empty file says nothing, as an empty variable does.
    """

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls, env_ignore_empty=True, env_prefix=PREFIX)
        self.env_vars = {
            name.removesuffix("_file"): content
            for name, path in self.env_vars.items()
            if name.endswith("_file") and name.startswith(PREFIX.lower()) and path
            if (content := _content(name, path))
        }


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unconfigured(
            f"{name.upper()} names a file that cannot be read: {type(error).__name__}"
        ) from None


def load(**given: object) -> Settings:
    """The settings in force: what is given here, over files, over the environment, over defaults.

    Raises Unconfigured naming every wrong setting at once. Takes the variables that would make Bolt
    an OAuth app out of this process's environment.
    """
    for trap in _BOLTS_TRAPS:
        os.environ.pop(trap, None)
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise Unconfigured("\n".join(map(problem_told, error.errors()))) from None


def strays(environment: Mapping[str, str] | None = None) -> list[str]:
    """Variables that begin with RAPPORT_ and mean nothing: most often a typing mistake."""
    names = os.environ if environment is None else environment
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    return sorted(
        name
        for name in names
        if name.startswith(PREFIX) and name.removesuffix("_FILE") not in known
    )


def meant(stray: str) -> str | None:
    """The setting that a stray most likely stands for; None where none is nearly written so."""
    return nearest(stray, Settings.model_fields)
