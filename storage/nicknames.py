"""Short forms of given names, each with the formal names it may stand for."""

from typing import Final

_PAIRS: Final = """
abby:abigail alex:alexander,alexandra,alejandro al:albert,alan,alfred ali:alison
andy:andrew,andrea,andreas angie:angela ann:anna,anne annie:anna,anne barb:barbara ben:benjamin
bernie:bernard beth:elizabeth bert:albert,robert bill:william billy:william bob:robert bobby:robert
cathy:catherine charlie:charles chris:christopher,christine,christina,christian cindy:cynthia
dan:daniel danny:daniel dave:david deb:deborah debbie:deborah dick:richard don:donald doug:douglas
ed:edward,edwin eddie:edward ellie:eleanor,ellen fran:frances,francis frank:francis,franklin
fred:frederick,alfred gabi:gabriele,gabriela gabe:gabriel gene:eugene gerry:gerald,gerard
greg:gregory gus:gustav,augustus hank:henry hans:johannes harry:harold,henry jack:john jake:jacob
jamie:james jan:johannes,janet jeff:jeffrey jen:jennifer jenny:jennifer jerry:gerald,jerome
jess:jessica,jesse jim:james jimmy:james joe:joseph joey:joseph johnny:john jon:jonathan,john
josh:joshua judy:judith kate:katherine,catherine,kathryn kathy:katherine,catherine katie:katherine
ken:kenneth kim:kimberly larry:lawrence lena:helena,magdalena leo:leonard,leonardo,leopold
liz:elizabeth lucy:lucia maggie:margaret mandy:amanda marge:margaret marty:martin matt:matthew
max:maximilian,maxwell meg:margaret mel:melissa,melvin mia:maria mick:michael mike:michael
mitch:mitchell nancy:anne nate:nathan,nathaniel nick:nicholas,nicolas nik:nikolaus nina:antonina
pam:pamela paco:francisco pat:patrick,patricia patty:patricia peggy:margaret pepe:jose pete:peter
phil:philip rafa:rafael ray:raymond rick:richard,frederick rob:robert robbie:robert ron:ronald
rudy:rudolf sally:sarah sam:samuel,samantha sandy:sandra,alexander sascha:alexander sepp:josef
steve:stephen,steven sue:susan susi:susanne ted:edward,theodore tim:timothy tina:christina,martina
tobi:tobias tom:thomas tommy:thomas toni:anton,antonia tony:anthony,antonio uli:ulrich,ulrike
val:valerie,valentin vicky:victoria vince:vincent walt:walter wendy:gwendolyn will:william zoe:zoey
"""

FORMAL: Final[dict[str, frozenset[str]]] = {
    short: frozenset(formal.split(","))
    for short, _, formal in (pair.partition(":") for pair in _PAIRS.split())
}
"""Short form to the formal names it may stand for."""
_GIVEN: Final = frozenset(FORMAL).union(*FORMAL.values())


def is_given(word: str) -> bool:
    """True for a given name of this list, short or formal; the list knows only some."""
    return word in _GIVEN
