"""S4: whatever is asked of fifty workspaces that look alike, nothing of one is read in another."""

from prove.goal import Defect, Findings, Goal, Run
from prove.inside import inside


async def apart(run: Run) -> Findings:
    """Looks and changes of every kind, in all workspaces at once."""
    return await inside(run, "tenants", run.pick(4_000, 200_000))


GOALS = (
    Goal(
        id="S4",
        says="200,000 operations in 50 workspaces, organisations and shared channels included: none reads across",
        usual_seconds=15,
        full_seconds=120,
        trial=apart,
        defects=(
            Defect(
                "a key does not name its workspace",
                "storage/redis/keys.py",
                '        self._tag = f"{{{workspace}}}:"\n',
                '        self._tag = "{T}:"\n',
            ),
            Defect(
                "a queue is everybody's",
                "storage/redis/queue.py",
                '        self._prefix = f"{prefix}q:{name}:"\n',
                '        self._prefix = f"{{q}}:{name}:"\n',
            ),
            Defect(
                "an opened store is given to whoever asks next",
                "storage/redis/opening.py",
                "        return self._known[workspace]\n",
                "        return next(iter(self._known.values()))\n",
            ),
            Defect(
                "an installation is remembered by its organisation alone",
                "bot/installed.py",
                "        asked = (team_id, enterprise_id)\n",
                "        asked = (enterprise_id, enterprise_id)\n",
            ),
            Defect(
                "a team's installation answers for its like in another organisation",
                "storage/installs.py",
                "        return team == self.team and not others\n",
                "        return team == self.team\n",
            ),
        ),
    ),
)
