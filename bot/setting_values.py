"""What the text of a setting means, where it holds more than one thing."""

from pydantic import SecretStr


def several(secret: SecretStr | None) -> tuple[str, ...]:
    """The secrets that a setting holds, by comma, the newest first."""
    text = secret.get_secret_value() if secret else ""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def host_and_port(text: str) -> tuple[str, int]:
    """Where to listen: 127.0.0.1:9464, [::1]:9464. Raises ValueError."""
    host, colon, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    is_port = port.isascii() and port.isdecimal() and int(port) <= 65535
    if not (bare and colon and is_port) or (":" in bare and bare == host):
        raise ValueError("must be HOST:PORT, such as 127.0.0.1:9464")
    return bare, int(port)
