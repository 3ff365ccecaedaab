"""E-mail addresses: validated, their domain in ASCII, and what is nobody's own."""

import re
from functools import lru_cache
from typing import Final

from email_validator import EmailNotValidError, validate_email

from storage.lookalikes import imitated

LONGEST_CHARS: Final = 254
_GOOGLE: Final = frozenset({"gmail.com", "googlemail.com"})
_PLUS_PROVIDERS: Final = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "icloud.com",
        "me.com",
        "fastmail.com",
        "mac.com",
        "msn.com",
        "pm.me",
        "proton.me",
        "protonmail.com",
    ]
)
"""Providers that say themselves that what follows a plus names no other mailbox."""
_ROLES: Final = frozenset(
    [
        "abuse",
        "accounting",
        "accounts",
        "accueil",
        "achats",
        "acquisti",
        "admin",
        "administracion",
        "administratie",
        "administrator",
        "all",
        "amministrazione",
        "bestellung",
        "bestellungen",
        "bewerbung",
        "billing",
        "biuro",
        "booking",
        "bookings",
        "buchhaltung",
        "buero",
        "careers",
        "commercial",
        "compliance",
        "compras",
        "comptabilite",
        "contabilidad",
        "contabilita",
        "contact",
        "contacto",
        "contato",
        "contatti",
        "customercare",
        "customerservice",
        "einkauf",
        "empfang",
        "enquiries",
        "enquiry",
        "facturacion",
        "facturation",
        "feedback",
        "finance",
        "financeiro",
        "ftp",
        "hello",
        "help",
        "helpdesk",
        "hostmaster",
        "hr",
        "info",
        "inkoop",
        "inquiries",
        "invoice",
        "invoices",
        "it",
        "jobs",
        "kontakt",
        "kundendienst",
        "kundenservice",
        "legal",
        "mail",
        "marketing",
        "media",
        "news",
        "newsletter",
        "noc",
        "office",
        "orders",
        "payments",
        "post",
        "postmaster",
        "press",
        "privacy",
        "recepcion",
        "reception",
        "rechnung",
        "rechnungen",
        "recruiting",
        "reservations",
        "returns",
        "root",
        "sales",
        "security",
        "segreteria",
        "service",
        "services",
        "shop",
        "staff",
        "support",
        "team",
        "travel",
        "ufficio",
        "vendas",
        "vendite",
        "ventas",
        "ventes",
        "verkauf",
        "verkoop",
        "vertrieb",
        "webmaster",
        "welcome",
        "www",
        "zentrale",
    ]
)
"""RFC 2142's mailboxes and the usual ones beside them: read by many people."""
_MACHINES: Final = re.compile(
    r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer[-_.]?daemon|bounces?|notifications?|automated|daemon)(?:[-+_.].*)?"
    r"|(?:reply|ticket|case|comment|msg)\+.*"
)
_VOID: Final = frozenset(
    [
        "null",
        "none",
        "test",
        "nobody",
        "anonymous",
        "unknown",
        "na",
        "noemail",
        "noname",
        "example",
        "user",
        "abc123",
        "void",
        "undefined",
    ]
)
_VOID_DOMAINS: Final = frozenset(
    {"test.com", "example.com", "example.org", "none.com", "noemail.com"}
)
_MACHINE_DOMAINS: Final = re.compile(
    r"(?:reply|bounces?|inbound|parse|mailer|notifications?)\..+\..+"
)
_RELAYS: Final = frozenset(
    ["privaterelay.appleid.com", "duck.com", "mozmail.com", "relay.firefox.com", "simplelogin.com"]
)
"""Each address there forwards for one person from one site: equal is equal, and likeness says nothing."""
_PUBLIC_TEXT: Final = """
    aol.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de mail.ru yandex.ru ya.ru qq.com 163.com
    126.com yahoo.com yahoo.co.uk yahoo.com.br yahoo.fr yahoo.de ymail.com rocketmail.com uol.com.br
    bol.com.br terra.com.br orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it zoho.com
    comcast.net verizon.net att.net sbcglobal.net cox.net hotmail.co.uk hotmail.fr hotmail.de live.co.uk
    btinternet.com hushmail.com tutanota.com rediffmail.com naver.com
"""
_PUBLIC: Final = _PLUS_PROVIDERS | frozenset(_PUBLIC_TEXT.split())
"""Providers that many people have an address at, and that others imitate."""


@lru_cache(maxsize=5_000)
def address(raw: str) -> str | None:
    """The address in the one writing that Rapport keeps, or None for what is none.

    Letters outside ASCII before the @ are refused: lookalikes would be somebody else's mailbox.
    """
    text = raw.strip().strip("<>").removeprefix("mailto:")
    if "@" not in text or len(text) > LONGEST_CHARS or not text.partition("@")[0].isascii():
        return None
    try:
        found = validate_email(
            text, check_deliverability=False, test_environment=True, allow_smtputf8=False
        )
    except EmailNotValidError:
        return None
    return f"{found.local_part.lower()}@{found.ascii_domain or found.domain}"


def match_form(value: str) -> str:
    """What two writings of one mailbox have in common, as far as the provider says so itself."""
    local, _, domain = value.partition("@")
    if domain in _PLUS_PROVIDERS:
        local = local.partition("+")[0] or local
    if domain in _GOOGLE:
        local, domain = local.replace(".", "") or local, "gmail.com"
    return f"{local}@{domain}"


def joins_nobody(value: str) -> str | None:
    """Why this address is no single person's: a code, or None."""
    local, _, domain = value.partition("@")
    if _MACHINES.fullmatch(local) or _MACHINE_DOMAINS.fullmatch(domain):
        return "machine_address"
    if imitated(domain, _PUBLIC):
        return "lookalike_domain"
    if local.replace(".", "") in _VOID or (domain in _VOID_DOMAINS and local in _VOID):
        return "blocked_value"
    return "role_mailbox" if local.partition("+")[0] in _ROLES else None


def is_providers(domain: str) -> bool:
    """True for a domain at which anybody may have an address."""
    return domain in _PUBLIC


def company_domain(value: str) -> str | None:
    """The domain of an address that an employer gave; None at providers that anybody has an address at."""
    domain = value.partition("@")[2]
    nobodys = domain in _PUBLIC or domain in _RELAYS or domain in _VOID_DOMAINS
    return None if nobodys or joins_nobody(value) == "machine_address" else domain


def is_relay(value: str) -> bool:
    """True for an address that a service made up to forward to somebody: one for every site."""
    return value.partition("@")[2] in _RELAYS
