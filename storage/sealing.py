"""Sealing: AES-256-GCM with a ring of keys, so that what is stolen from the store is of no use."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import StoreUnsafe

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
        nonce, text = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, text, about.encode())
            except InvalidTag:
                continue
        raise StoreUnsafe(
            "RAPPORT_SECRET_KEY is not the key that this store was begun with:"
            " give that one too, after the new one and a comma"
        )


def kept_key(path: Path) -> str:
    """The key in a file that only its owner reads (0600); made when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_hex(32)
        file.write(key + "\n")
    return key
