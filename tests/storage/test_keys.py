"""Names of keys: each workspace its own, each digest keyed by its pepper, as they have been since the first store."""

import hashlib
import hmac

import pytest

from storage.redis.keys import LONGEST_WORKSPACE_CHARS, Keys

PEPPER = b"p" * 32


@pytest.mark.parametrize("name", ["", "T1}", "T 1", "T1:x", "\u0661", "T" * 41, "T-1", "T1\n"])
def test_what_is_no_name_of_a_workspace_makes_no_keys(name: str) -> None:
    with pytest.raises(
        ValueError, match=r"^a workspace is named by letters and digits, such as T0"
    ):
        Keys(name)


def test_the_longest_name_is_one() -> None:
    name = "T" * LONGEST_WORKSPACE_CHARS
    assert Keys(name).prefix == f"{{{name}}}:"


def test_every_key_is_in_the_slot_of_its_workspace() -> None:
    keys = Keys("T1", PEPPER)
    assert keys.prefix == "{T1}:"
    assert keys.named("meta") == "{T1}:meta"
    assert keys.of("contact", "c_1") == "{T1}:contact:c_1"
    assert keys.log("msg", "c_1") == ("{T1}:log:msg:c_1", "{T1}:logd:msg:c_1")
    assert keys.digest("who", "a").startswith("{T1}:who:")


def test_a_digest_says_nothing_of_what_it_is_of() -> None:
    mac = hmac.new(PEPPER, b"who\0phone:+14155550123", hashlib.sha256).hexdigest()
    assert Keys("T1", PEPPER).digest("who", "phone:+14155550123") == f"{{T1}}:who:{mac[:40]}"
    assert Keys("T1").digest("who", "a") != Keys("T1", PEPPER).digest("who", "a")
    assert Keys("T1").digest("who", "a") == Keys("T1", b"").digest("who", "a")
    assert Keys("T1", PEPPER).digest("who", "a") != Keys("T1", PEPPER).digest("mark", "a")


def test_the_audit_is_signed_with_a_key_of_its_own_for_each_nonce() -> None:
    expected = hmac.new(PEPPER, b"chain\0n1", hashlib.sha256).digest()
    assert Keys("T1", PEPPER).chain_key("n1") == expected
    assert Keys("T1", PEPPER).chain_key("n2") != expected
