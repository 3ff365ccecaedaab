"""Pictures of parts of the page, as the documents show them."""

import sys
from pathlib import Path
from typing import Final

from playwright.async_api import FloatRect, Locator, ViewportSize, expect

from tests.journey.workplace import Workplace

TOP: Final = Path(__file__).resolve().parents[2]
PICTURES: Final = TOP / "docs" / "pictures"
TALL: Final = ViewportSize(width=1040, height=1700)
LOW: Final = ViewportSize(width=1180, height=740)
SMALL: Final = ViewportSize(width=960, height=900)
MOST_BYTES: Final = 150 * 1024


async def keep(what: Locator, name: str, *, beside: Locator | None = None) -> None:
    """The picture of a part of the page, with the part beside it; refused where it is too heavy."""
    path = PICTURES / f"{name}.png"
    await what.page.mouse.move(0, 0)
    if beside is None:
        await what.screenshot(path=path, animations="disabled", caret="hide")
    else:
        clip = _around(await what.bounding_box(), await beside.bounding_box())
        await what.page.screenshot(path=path, animations="disabled", caret="hide", clip=clip)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"{path.name} has {size} bytes, more than {MOST_BYTES}")
    sys.stdout.write(f"{path.relative_to(TOP)}  {size // 1000} kB\n")


def _around(one: FloatRect | None, other: FloatRect | None) -> FloatRect:
    if one is None or other is None:
        raise ValueError("a part of the page that is to be in the picture is not on it")
    left, top = min(one["x"], other["x"]), min(one["y"], other["y"])
    right = max(one["x"] + one["width"], other["x"] + other["width"])
    bottom = max(one["y"] + one["height"], other["y"] + other["height"])
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


async def whispered(maya: Workplace, command: str, saying: str, name: str) -> None:
    """What a command answers to one person, from its first line to its buttons."""
    await maya.page.set_viewport_size(TALL)
    await maya.types(command)
    await expect(maya.whispers.last).to_contain_text(saying)
    await keep(maya.whispers.last, name)
