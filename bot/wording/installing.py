"""The pages at the end of an installation by OAuth."""

from bot.wording.german import installing as german
from bot.wording.speaking import spoken, words

installed = words("Rapport is installed", "Rapport ist installiert")
not_installed = words("Rapport is not installed", "Rapport ist nicht installiert")


@spoken(german.install_done)
def install_done() -> str:
    """What to do next, in Slack."""
    return (
        "Go back to Slack, invite @rapport into the channel where your customers' messages arrive, and type"
        " /customer watch there. You can close this page."
    )


@spoken(german.install_again)
def install_again() -> str:
    """A way back from Slack that nobody went out by."""
    return (
        "This installation was begun more than ten minutes ago, in another browser, or is done already."
        " Nothing was changed. Begin it again where you began it before."
    )


@spoken(german.install_given_up)
def install_given_up(reason: str) -> str:
    """Somebody cancelled; `reason` is Slack's code."""
    told = f" (Slack says: {reason})" if reason else ""
    return f"The installation was given up in Slack{told}. Nothing was changed; begin again whenever you like."


@spoken(german.install_refused)
def install_refused(code: str) -> str:
    """Slack gave no token; `code` says why."""
    return (
        f"Slack did not hand out what Rapport needs (it says: {code}). Nothing was changed. Begin again; if it"
        " ends like this twice, tell whoever runs Rapport what Slack says."
    )


@spoken(german.install_later)
def install_later() -> str:
    """The store cannot be written now."""
    return (
        "Rapport cannot write anything down just now. Nothing was changed; begin again in a minute."
    )


@spoken(german.install_while_going)
def install_while_going() -> str:
    """What an earlier installation left behind is just being deleted."""
    return (
        "What this workspace left behind when it uninstalled Rapport is just being deleted. Begin again in a"
        " minute: the new installation then begins empty."
    )
