"""A wire between the bot and its store that can be broken in the ways that wires are."""

import asyncio
import contextlib
from enum import Enum
from typing import Self

from prove.processes import free_port


class Wire(Enum):
    """How the wire behaves."""

    WHOLE = "whole"
    REFUSED = "refused"
    """Whoever connects is cut off, whoever was connected too."""
    SILENT = "silent"
    """What is sent is swallowed."""
    REPLY_LOST = "reply lost"
    """What is sent is done, and cut off before the answer."""
    SLOW = "slow"
    """Each answer takes a second more."""
    LOADING = "loading"
    """A store that has just started and is not ready."""


class Proxy:
    """Listens in the place of the store."""

    def __init__(self, store_port: int) -> None:
        self._store_port = store_port
        self.port = free_port()
        self.wire = Wire.WHOLE
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """Where the bot reaches the store."""
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> Self:
        """Listening."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        return self

    async def close(self) -> None:
        """Gone, with all that it carried."""
        self.cut()
        if self._server:
            self._server.close()

    def set(self, wire: Wire) -> None:
        """Behaves so from now on."""
        self.wire = wire
        if wire is Wire.REFUSED:
            self.cut()

    def cut(self) -> None:
        """Every connection is lost."""
        for writer in list(self._open):
            if not writer.transport.is_closing():
                writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.wire is Wire.REFUSED:
            writer.transport.abort()
            return
        self._open.add(writer)
        try:
            up, down = await asyncio.open_connection("127.0.0.1", self._store_port)
        except OSError:
            writer.transport.abort()
            self._open.discard(writer)
            return
        self._open.add(down)
        tasks = [
            asyncio.create_task(self._forth(reader, down, writer)),
            asyncio.create_task(self._back(up, writer)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for end in (writer, down):
                self._open.discard(end)
                end.transport.abort()

    async def _forth(
        self, reader: asyncio.StreamReader, down: asyncio.StreamWriter, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while sent := await reader.read(65536):
                if self.wire is Wire.SILENT:
                    continue
                if self.wire is Wire.LOADING:
                    writer.write(b"-LOADING the dataset is being loaded into memory\r\n")
                    continue
                down.write(sent)
                await down.drain()

    async def _back(self, up: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while answer := await up.read(65536):
                if self.wire is Wire.REPLY_LOST:
                    return
                if self.wire is Wire.SILENT:
                    continue
                if self.wire is Wire.SLOW:
                    await asyncio.sleep(1)
                writer.write(answer)
                await writer.drain()
