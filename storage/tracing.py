"""The trace that what is done now belongs to: what is put into a queue carries it along. Opaque here."""

from contextvars import ContextVar
from typing import Final

CARRIED: Final = ContextVar("CARRIED", default="")
"""A `traceparent` as https://www.w3.org/TR/trace-context writes it; empty where nothing is traced."""
