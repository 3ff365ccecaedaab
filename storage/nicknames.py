"""Short forms and spellings of given names, each with the formal names it may stand for."""

from typing import Final

from rapidfuzz.distance import Prefix

_USUAL: Final = """
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
steve:stephen,steven sue:susan steff:stefan,stefanie susi:susanne ted:edward,theodore tim:timothy tina:christina,martina
tine:christine,martine tobi:tobias tom:thomas tommy:thomas toni:anton,antonia tony:anthony,antonio uli:ulrich,ulrike
val:valerie,valentin vicky:victoria vince:vincent walt:walter wendy:gwendolyn will:william wolle:wolfgang zoe:zoey
benni:benjamin bine:sabine
"""
_ENGLISH: Final = """
abbey:abigail abbie:abigail abe:abraham aggie:agnes allie:alison ally:alison archie:archibald babs:barbara
barney:barnaby,bernard bart:bartholomew bea:beatrice,beatriz becca:rebecca beckie:rebecca becky:rebecca
bella:isabella,arabella benny:benjamin bess:elizabeth bessie:elizabeth betsy:elizabeth bette:elizabeth,bettina
betty:elizabeth,bettina bev:beverley bex:rebecca bobbie:robert,roberta brad:bradley cal:callum,calvin
cam:cameron,camilla candy:candace carrie:caroline cass:cassandra cassie:cassandra cath:catherine
cathie:catherine chrissie:christine,christina chrissy:christine,christina chuck:charles cliff:clifford
connie:constance,cornelia dani:daniel,daniela danni:danielle davey:david davy:david debbi:deborah debra:deborah
debs:deborah dolly:dorothy,dolores dom:dominic,dominique donnie:donald donny:donald dot:dorothy dottie:dorothy
dougie:douglas drew:andrew eddy:edward,edwin ernie:ernest evie:eve,evelyn flo:florence,florian
frankie:francis,frances,franklin freddie:frederick,alfred freddy:frederick,alfred,manfred
gabby:gabrielle,gabriela gail:abigail geoff:geoffrey gill:gillian gina:regina,georgina ginny:virginia
gwen:gwendolyn hal:harold,henry hattie:harriet herb:herbert ike:isaac izzy:isabel,isabella
jackie:jacqueline,jack jenn:jennifer jennie:jennifer jessie:jessica,jesse jill:gillian jimmie:james
jo:joanna,joanne,josephine jonny:jonathan,john josie:josephine jude:judith judi:judith jules:julian,julia,julie
kat:katherine,katharina kath:katherine,catherine,kathleen kathie:katherine,catherine katy:katherine,catherine
kenny:kenneth kev:kevin kit:christopher,katherine kitty:katherine,catherine kris:kristin,kristina,christopher
laurie:laurence,laura len:leonard lenny:leonard lex:alexander lexi:alexandra,alexis libby:elizabeth
lisa:elizabeth,elisabeth,elisabetta liza:elizabeth,elisabeth lizzie:elizabeth lizzy:elizabeth lottie:charlotte
lou:louis,louise louie:louis maddie:madeleine,madison madge:margaret mags:margaret maisie:margaret
manny:emmanuel,manuel margie:margaret mattie:matilda,martha matty:matthew max:maxime,massimo mickey:michael
mikey:michael millie:mildred,camilla,amelia,emily mindy:melinda missy:melissa molly:mary,margaret
nat:nathan,nathaniel,natalie ned:edward nell:helen,eleanor,ellen nellie:helen,eleanor,ellen nicki:nicola,nicole
nicky:nicholas,nicola,nicole nikki:nicola,nicole norm:norman ollie:oliver,olivia paddy:patrick patsy:patricia
patti:patricia pattie:patricia peg:margaret penny:penelope pip:philip,philippa pippa:philippa polly:mary,paula
prue:prudence randy:randall,randolph reg:reginald reggie:reginald rich:richard richie:richard
ricky:richard,ricardo ritchie:richard robby:robert rod:rodney,roderick ronnie:ronald,veronica
rosie:rose,rosemary roz:rosalind russ:russell sadie:sarah sammy:samuel,samantha seb:sebastian,sebastien
shaun:sean shawn:sean shelly:michelle sid:sidney stan:stanley steph:stephanie,stephen stevie:stephen,steven
stu:stuart,stewart susie:susan,susanne suzi:susan,suzanne suzie:susan,suzanne suzy:susan,suzanne tabby:tabitha
tammy:tamara ted:edmund teddy:edward,theodore terri:theresa terry:terence,theresa tess:theresa tessa:theresa
theo:theodore,theodor tilly:matilda timmy:timothy toby:tobias tori:victoria trev:trevor tricia:patricia
trish:patricia trisha:patricia trixie:beatrice trudy:gertrude vicki:victoria vickie:victoria vikki:victoria
vinnie:vincent vinny:vincent viv:vivian,vivienne wally:walter,wallace wes:wesley willie:william winnie:winifred
zac:zachary zach:zachary zack:zachary zak:zachary
"""
_GERMAN: Final = """
achim:joachim andi:andreas,andrea anni:anna babsi:barbara barbel:barbara basti:sebastian biggi:brigitte
christl:christine,christa conny:cornelia,constanze doro:dorothea,dorothee elli:elisabeth,ellen evi:eva
franzi:franziska gaby:gabriele,gabriela geli:angelika,angeles gitta:brigitte gitti:brigitte gretchen:margarete
grete:margarete gretel:margarete hanne:johanna,hannelore hannes:johannes hanni:johanna,hannelore
hansi:johannes,johann hedi:hedwig heidi:adelheid,heidemarie heiner:heinrich hilde:hildegard,mathilde
inge:ingeborg irmi:irmgard jochen:joachim jupp:josef kathe:katharina kathi:katharina kati:katharina,katrin
lenchen:helene leni:helene,helena,magdalena liesel:elisabeth liesl:elisabeth lilo:liselotte lisbeth:elisabeth
lisl:elisabeth lissi:elisabeth lotte:charlotte,liselotte magda:magdalena manni:manfred matti:matthias
matze:matthias micha:michael michi:michael,michaela mischa:michael moni:monika,monica niko:nikolaus,nikola
olli:oliver ossi:oskar,oswald poldi:leopold resi:theresia,therese rike:friederike,ulrike rosi:rosemarie,rosa
rudi:rudolf schorsch:georg seppl:josef sigi:siegfried,sigrid sissi:elisabeth steffi:stefanie,stephanie
suse:susanne tina:bettina,kristina traudl:gertrud,waltraud trudi:gertrud ulla:ursula,ulrike ulli:ulrich,ulrike
ursel:ursula uschi:ursula vroni:veronika walli:walburga,waltraud wastl:sebastian willi:wilhelm willy:wilhelm
wolfi:wolfgang zenzi:kreszentia
"""
_ROMANCE: Final = """
adri:adrian,adriana ale:alejandro,alejandra,alessandro,alessandra alejo:alejandro anita:ana,anna bel:isabel
beppe:giuseppe beto:alberto,roberto betta:elisabetta bia:beatriz cadu:carlos carlinhos:carlos carlitos:carlos
caro:caroline,carolina chabela:isabel charo:rosario checco:francesco chelo:consuelo chema:jose chico:francisco
chucho:jesus chuy:jesus ciccio:francesco cida:aparecida concha:concepcion conchi:concepcion conchita:concepcion
cris:cristina,cristian curro:francisco domi:dominique,dominik duda:eduarda,eduardo dudu:eduardo edu:eduardo
enzo:vincenzo,lorenzo fabri:fabrizio,fabricio fede:federico,federica fer:fernando,fernanda
fran:francisco,francisca gabi:gabriel gabo:gabriel gianni:giovanni gigi:luigi,luigia giusy:giuseppina
guga:gustavo gui:guilherme,guillaume guille:guillermo guto:augusto isa:isabel,isabelle,isabella javi:javier
jeannot:jean juancho:juan juanito:juan juanjo:juan juanma:juan kike:enrique kiko:francisco laeti:laetitia
lalo:eduardo lele:gabriele,emanuele,raffaele leo:leandro lola:dolores loli:dolores lolo:manuel lucho:luis
luisito:luis lupe:guadalupe lupita:guadalupe malu:maria manolito:manuel manolo:manuel
manu:manuel,manuela,emmanuel margot:marguerite,margarita mari:maria,mariana maruja:maria
massi:massimo,massimiliano meche:mercedes memo:guillermo merche:mercedes migue:miguel mimma:domenica
mimmo:domenico nacho:ignacio nanda:fernanda nando:fernando,ferdinando nath:nathalie nati:natalia,natividad
nico:nicolas,nicholas,nicola,nikolaus paca:francisca panchito:francisco pancho:francisco paqui:francisca
paquita:francisca paquito:francisco paty:patricia paulinho:paulo pedrinho:pedro pedrito:pedro pepa:josefa
pepi:josefa,josef pepita:josefa pepito:jose peppe:giuseppe peppino:giuseppe pierrot:pierre pili:pilar
pina:giuseppina pippo:filippo puri:purificacion quique:enrique renzo:lorenzo rita:margarita,margherita
rodri:rodrigo salvo:salvatore sandro:alessandro santi:santiago seba:sebastian sebas:sebastian
stefi:stefania,stefanie tati:tatiana teo:teodoro,matteo tere:teresa tiao:sebastiao tonho:antonio toni:antonio
toninho:antonio tonino:antonio tono:antonio trini:trinidad turi:salvatore vale:valentina,valeria,valerio
vanni:giovanni vero:veronica,veronique vini:vinicius xande:alexandre xavi:xavier ze:jose zeca:jose zezinho:jose
"""
"""Spanish, Portuguese, Italian and French."""
_POLISH: Final = """
aga:agnieszka agatka:agata ania:anna asia:joanna basia:barbara beatka:beata ela:elzbieta ewka:ewa gosia:malgorzata
grzesiek:grzegorz grzes:grzegorz jacek:jacenty jurek:jerzy kasia:katarzyna kazik:kazimierz krzysiek:krzysztof
krzys:krzysztof kuba:jakub maciek:maciej madzia:magdalena marysia:maria michas:michal mirek:miroslaw ola:aleksandra
olek:aleksander pawelek:pawel piotrek:piotr rafalek:rafal romek:roman slawek:slawomir staszek:stanislaw tomek:tomasz
wiesiek:wieslaw wojtek:wojciech zbyszek:zbigniew zosia:zofia
"""
_SPELLINGS: Final = """
adithya:aditya ahmad:ahmed aiswarya:aishwarya ajeet:ajit ameet:amit aneel:anil anitha:anita ayesha:aisha
aysha:aisha beverly:beverley claire:clare dileep:dilip dipa:deepa dipak:deepak dipika:deepika
elisabeth:elizabeth fathima:fatima fatimah:fatima felipe:filipe geeta:gita geetha:gita gireesh:girish
hareesh:harish hassan:hasan hemanth:hemant husain:hussain hussein:hussain ibraheem:ibrahim jagadish:jagdish
jayanth:jayant josef:joseph jyothi:jyoti kareem:karim karthick:kartik karthik:kartik kavitha:kavita
khaled:khalid lakshmi:laxmi lalitha:lalita luiz:luis maneesh:manish maneesha:manisha mariam:maryam
matheus:mateus mathias:matthias mohamad:muhammad,mohamed mohamed:muhammad,mohammed mohammad:muhammad,mohamed
mohammed:muhammad,mohamed mohd:muhammad,mohamed muhammed:muhammad,mohamed naveen:navin neelam:nilam
neelesh:nilesh neelima:nilima neeraj:niraj niteen:nitin noor:nur philipp:philip pooja:puja prasanth:prashant
prashanth:prashant praveen:pravin preethi:priti preeti:priti rajeev:rajiv ranjeet:ranjit raphael:rafael
rasheed:rashid rebeca:rebecca rebekah:rebecca rebekka:rebecca sangeeta:sangita sangeetha:sangita sanjeev:sanjiv
sarasvati:saraswati sateesh:satish satheesh:satish savitha:savita shila:sheela shrikant:srikant
shrinivas:srinivas siva:shiva smitha:smita sofia:sophia sreekanth:srikant sreenivas:srinivas srikanth:srikant
stephan:stefan sujatha:sujata sumanth:sumant sumeet:sumit suneel:sunil suneeta:sunita sunitha:sunita
sweta:shweta syam:shyam thais:tais thiago:tiago umar:omar usman:osman vasanth:vasant vidhya:vidya vikash:vikas
vitor:victor yousef:yusuf youssef:yusuf yousuf:yusuf zaynab:zainab zeinab:zainab
"""
"""One name that is written in two ways in Latin letters, mostly by how long a vowel is."""


_OTHERS: Final = """
adele alexandra alma andre angelika anja anke annette antje armin axel barbel bea bernd birgit bruno carla carlo carmen
claudio dieter dirk dorothea edith elena elke erik erika erwin eva fabio felix fernando florence francesca frieda
gerd gerda gertrud giorgio gisela giulia gudrun guido heidi heike heinz helga helmut herbert hilde holger horst ida
ilse ines ingo ingrid irene iris irma ivan jana jens jochen jonas jorge julia julian juliana juliane julie julien
jutta kai karin karl kerstin klaus kurt lars laura leon lorenzo lothar lukas lutz manuela marc marcel marco mario
marion markus marta mathilde monika norbert olaf olga oliver oskar otto pascal patrizia paul paula paulo pedro petra
pierre ralf regina reinhard renate rita roberta roland rolf rosa rosemarie ruben ruth sabrina serena silke silvia
simon simone sofie sonja sophie susana sven sylvia tanja thea theo thorsten torsten ursula uta ute uwe vera viktor
volker waltraud werner wilma yvonne
"""
"""Given names that have no short form here."""


def _formal() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pair in (_USUAL + _ENGLISH + _GERMAN + _ROMANCE + _POLISH + _SPELLINGS).split():
        short, _, formal = pair.partition(":")
        found[short] = found.get(short, frozenset()).union(formal.split(","))
    return found


FORMAL: Final = _formal()
"""Short form to the formal names it may stand for, and a spelling to the one that all spellings of a name share.

Where a short form may stand for several, as *Lisa*, which is a name of its own as well, it joins nobody by itself.
"""
_GIVEN: Final = frozenset(FORMAL).union(*FORMAL.values(), _OTHERS.split())

_SHORTEST_STEM: Final = 3
_SLAVIC_FAMILIES: Final = ("ov", "ev", "sk")
_ENDINGS_TEXT: Final = """
    /a /e /ia /ina /ine /na /ne /ette /elle /lle /le o/a er/ra an/na an/ne an/a us/a us/ia io/ia el/la
"""
_ENDINGS: Final = frozenset(frozenset(pair.split("/")) for pair in _ENDINGS_TEXT.split())
"""Endings in which a man's name and a woman's differ."""


def of_two_genders(one: str, other: str) -> bool:
    """True for a man's and a woman's form of one name: Mario and Maria, Paul and Paula."""
    stem = one[: Prefix.similarity(one, other)]
    if len(stem) < _SHORTEST_STEM or stem.endswith(_SLAVIC_FAMILIES):
        return False
    return frozenset((one[len(stem) :], other[len(stem) :])) in _ENDINGS


def are_two(one: str, other: str) -> bool:
    """True for two given names of this list that are nearly one word: *Martin* and *Martina*, *Jonas* and *Sonja*.

    Neither is a slip of the pen for the other.
    """
    short, long = sorted((one, other), key=len)
    if short == long or not (is_given(short) and is_given(long)):
        return False
    if long in FORMAL.get(short, ()) or short in FORMAL.get(long, ()):
        return False
    return long[:-1] == short or sorted(short) == sorted(long) or of_two_genders(short, long)


def is_given(word: str) -> bool:
    """True for a given name of this list, short or formal; the list knows only some."""
    return word in _GIVEN
