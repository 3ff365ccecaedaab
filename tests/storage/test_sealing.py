"""Sealed values: opened by the right key, in the right place, or not at all."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import StoreUnsafe
from storage.redis.sealing import KeyRing, kept_key

OLD, NEW = "0a" * 32, "0b" * 32


def test_what_is_sealed_opens_where_it_belongs() -> None:
    ring = KeyRing([OLD])
    sealed = ring.seal(b"pepper", about="T1|pepper")
    assert b"pepper" not in sealed
    assert ring.open(sealed, about="T1|pepper") == b"pepper"
    with pytest.raises(StoreUnsafe, match="RAPPORT_SECRET_KEY"):
        ring.open(sealed, about="T2|pepper")


def test_two_seals_of_one_value_differ() -> None:
    ring = KeyRing([OLD])
    assert ring.seal(b"x", about="a") != ring.seal(b"x", about="a")


def test_an_older_key_opens_and_is_known_as_older() -> None:
    sealed = KeyRing([OLD]).seal(b"x", about="a")
    rotated = KeyRing([NEW, OLD])
    assert rotated.open(sealed, about="a") == b"x"
    assert not rotated.is_newest(sealed, about="a")
    assert rotated.is_newest(rotated.seal(b"x", about="a"), about="a")
    with pytest.raises(StoreUnsafe):
        KeyRing([NEW]).open(sealed, about="a")


@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_flipped_bit_is_noticed(place: int) -> None:
    sealed = bytearray(KeyRing([OLD]).seal(b"pepper", about="a"))
    sealed[place] ^= 1
    with pytest.raises(StoreUnsafe):
        KeyRing([OLD]).open(bytes(sealed), about="a")


def test_a_ring_without_a_key_is_none() -> None:
    with pytest.raises(ValueError, match=r"^a key ring needs a key$"):
        KeyRing([])


def test_a_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret.key"
    key = kept_key(path)
    assert len(bytes.fromhex(key)) == 32
    assert kept_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["secret.key"]


def test_two_processes_that_make_the_key_at_once_have_the_same(tmp_path: Path) -> None:
    line = "import sys; from pathlib import Path; from storage.redis.sealing import kept_key;"
    line += " sys.stdin.read(); print(kept_key(Path(sys.argv[1])))"
    command = [sys.executable, "-c", line, str(tmp_path / "secret.key")]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    keys = {process.communicate("go")[0] for process in both}
    assert len(keys) == 1


def test_what_does_not_open_says_which_setting_mends_it() -> None:
    with pytest.raises(StoreUnsafe) as error:
        KeyRing([NEW]).open(KeyRing([OLD]).seal(b"x", about="a"), about="a")
    assert str(error.value) == (
        "RAPPORT_SECRET_KEY is not the key that this store was begun with:"
        " give that one too, after the new one and a comma"
    )


def test_the_folder_of_a_new_key_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "secret.key"
    key = kept_key(path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes() == f"{key}\n".encode()
    assert kept_key(path) == key


def test_whoever_comes_second_has_the_key_of_who_was_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.key"
    key = kept_key(path)
    monkeypatch.setattr(Path, "exists", lambda _path: False)  # as it was when both looked
    assert kept_key(path) == key
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]


@pytest.mark.parametrize("size", [0, 11, 12, 13, 27])
def test_what_is_too_short_to_be_sealed_is_not_opened(size: int) -> None:
    with pytest.raises(StoreUnsafe):
        KeyRing([OLD]).open(bytes(size), about="a")
