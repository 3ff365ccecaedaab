"""As whom Bolt acts is what the installation of the asking workspace says, without a question to Slack."""

from typing import Any, Final

import pytest

from bot.authorizing import FromInstallations
from bot.workspaces import Installation, SlackUnreachable

GRID: Final = Installation(
    team_id="T1", enterprise_id="E1", bot_id="B1", bot_user_id="U0", token="xoxb-1"
)


class Known:
    """Installations by whose they are."""

    def __init__(self) -> None:
        self.of = {("T1", "E1"): GRID}

    async def find(self, *, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        return self.of.get((team_id or "", enterprise_id or ""))


async def asked(team: str | None, enterprise: str | None) -> Any:
    known: Any = Known()
    return await FromInstallations(known)(
        team_id=team, enterprise_id=enterprise, user_id="U9", context={}
    )


async def test_bolt_acts_as_the_bot_of_the_workspace_that_asks() -> None:
    found = await asked("T1", "E1")
    assert (found.team_id, found.enterprise_id) == ("T1", "E1")
    assert (found.bot_id, found.bot_user_id, found.bot_token) == ("B1", "U0", "xoxb-1")
    assert (found.user_id, found.user_token) == (None, None)


@pytest.mark.parametrize(
    "whose", [("E1", "T1"), ("T2", "E1"), (None, "E1"), ("T1", None), (None, None)]
)
async def test_for_a_workspace_that_did_not_install_us_bolt_acts_as_nobody(
    whose: tuple[str | None, str | None],
) -> None:
    with pytest.raises(SlackUnreachable, match=r"^not installed$"):
        await asked(*whose)
