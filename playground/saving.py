"""The state file: written whole or not at all, soon after every change."""

import asyncio
import contextlib
import json
import os
from pathlib import Path

from playground.shapes import Json, Wrong
from playground.workspace import Workspace
from playground.world import SAVED_PARTS

_DELAY_SECONDS = 0.3


def load(path: Path | None) -> Json | None:
    """What a state file holds, or None when there is none; raises Wrong when it is not ours."""
    if path is None or not path.exists():
        return None
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        saved = None
    world = saved.get("world") if isinstance(saved, dict) else None
    if not isinstance(world, dict) or not set(SAVED_PARTS) <= set(world):
        raise Wrong(f"{path} is no state file of the playground; delete it to start from the seed")
    return dict(world)


def save(path: Path, world: Json) -> None:
    """Writes a state file so that a crash leaves the old or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"world": world}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


class Saver:
    """Saves the world while it runs, and once more at the end."""

    def __init__(self, workspace: Workspace, path: Path | None) -> None:
        self._workspace = workspace
        self._path = path
        self._saved = -1
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to look for changes; does nothing without a file."""
        if self._path is not None:
            self._task = asyncio.get_running_loop().create_task(self._keep_saving())

    async def stop(self) -> None:
        """Saves what is not saved yet."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._save_changes()

    async def _keep_saving(self) -> None:
        while True:
            self._save_changes()
            await asyncio.sleep(_DELAY_SECONDS)

    def _save_changes(self) -> None:
        world = self._workspace.world
        if self._path is not None and world.changes != self._saved:
            self._saved = world.changes
            save(self._path, world.as_json())
