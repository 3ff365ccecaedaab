"""Sealing: AES-256-GCM with a ring of keys, so that what is stolen from the store is of no use."""

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import StoreUnsafe

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class KeyRing:
    """Keys, the newest first: that one seals, all of them open."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("a key ring needs a key")
        self._ciphers = [AESGCM(bytes.fromhex(key)) for key in keys]

    def seal(self, plain: bytes, *, about: str) -> bytes:
        """The sealed value; it opens only where it is said again what it is about."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, *, about: str) -> bytes:
        """The value. Raises StoreUnsafe where no key of the ring opens it, or it was moved."""
        for cipher in self._ciphers:
            with suppress(InvalidTag):
                return _opened(cipher, sealed, about)
        raise StoreUnsafe(
            "RAPPORT_SECRET_KEY is not the key that this store was begun with:"
            " give that one too, after the new one and a comma"
        )

    def is_newest(self, sealed: bytes, *, about: str) -> bool:
        """True if the newest key sealed it; else it is to be sealed anew, before others are dropped."""
        with suppress(InvalidTag):
            _opened(self._ciphers[0], sealed, about)
            return True
        return False


def kept_key(path: Path) -> str:
    """The key in a file that only its owner reads (0600); made when it is not there.

    Of two processes that make it at once both get the same: a file appears under its name only
    when it is whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def _opened(cipher: AESGCM, sealed: bytes, about: str) -> bytes:
    if len(sealed) <= _NONCE_BYTES:
        raise InvalidTag
    return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about.encode())
