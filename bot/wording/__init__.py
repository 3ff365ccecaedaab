"""Every sentence a person can read. Plain, short, in one voice; arguments typed."""

from bot.wording.again import *
from bot.wording.answers import *
from bot.wording.asking import *
from bot.wording.card import *
from bot.wording.counting import *
from bot.wording.deciding import *
from bot.wording.deeds import *
from bot.wording.erasing import *
from bot.wording.forms import *
from bot.wording.governing import *
from bot.wording.home import *
from bot.wording.linking import *
from bot.wording.lists import *
from bot.wording.measures import *
from bot.wording.owning import *
from bot.wording.pane import *
from bot.wording.replying import *
from bot.wording.reporting import *
from bot.wording.retaining import *
from bot.wording.ruling import *
from bot.wording.searching import *
from bot.wording.segments import *
from bot.wording.sending import *
from bot.wording.speaking import *
from bot.wording.steps import *
from bot.wording.watching import *
