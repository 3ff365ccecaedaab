"""S9: what is stolen from the store opens nothing, and the key can be changed while the bot reads."""

from prove.goal import Defect, Findings, Goal, Run
from prove.inside import inside


async def sealed(run: Run) -> Findings:
    """Tokens of many workspaces, their key changed under readers."""
    return await inside(run, "tokens", run.pick(600, 5_000))


GOALS = (
    Goal(
        id="S9",
        says="no token readable in the store; 5,000 sealed anew within 5 s, none unread; none opens elsewhere",
        usual_seconds=8,
        alone=True,
        trial=sealed,
        defects=(
            Defect(
                "a token is kept as it is",
                "storage/redis/installs.py",
                "        return base64.b64encode(sealed).decode()\n",
                "        return base64.b64encode(token.encode()).decode()\n",
            ),
            Defect(
                "a seal is not bound to its place",
                "storage/redis/installs.py",
                '    return f"{workspace}|{kind}|1"\n',
                '    return "token|1"\n',
            ),
            Defect(
                "only the newest key opens",
                "storage/redis/sealing.py",
                "        for cipher in self._ciphers:\n",
                "        for cipher in self._ciphers[:1]:\n",
            ),
            Defect(
                "an older seal is left as it is",
                "storage/redis/installs.py",
                "            return None if row is None or all(seen) else",
                "            return None if row is None or seen else",
            ),
        ),
    ),
)
