"""What made lists are made of: names, streets and towns as they are met in Britain."""

from typing import Final

_GIVEN_TEXT: Final = """
    Oliver George Noah Arthur Harry Leo Muhammad Jack Charlie Oscar Jacob Henry Thomas Freddie Alfie Theo William
    Archie Joshua Alexander James Isaac Edward Lucas Max Mohammed Benjamin Joseph Daniel Samuel David Michael Paul
    John Peter Andrew Stephen Richard Robert Christopher Mark Simon Matthew Jonathan Anthony Patrick Kevin Brian
    Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace Daisy Sienna Poppy Elsie
    Emily Ella Evelyn Phoebe Evie Charlotte Harper Millie Matilda Maya Sophie Alice Emma Isabelle Hannah Sarah
    Margaret Susan Christine Patricia Elizabeth Jane Helen Karen Jennifer Catherine Katherine Victoria Rebecca
    Agnieszka Katarzyna Piotr Tomasz Priya Anjali Rajesh Sanjay Aisha Fatima Yusuf Chinedu Ngozi Siobhán Niamh
    Seán Zoë Chloë José María François Jürgen Søren Magdalena Ioana Andrei Wei Mei Yasmin Omar Leila Dmitri Olga
"""
GIVEN: Final = tuple(_GIVEN_TEXT.split())
_FAMILY_TEXT: Final = """
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green
    Hall Wood Jackson Clarke Patel Khan Lewis James Phillips Mason Mitchell Rose Davis Rodgers Cox Alexander Fisher
    Harrison Ali Hussain Begum Ahmed Singh Kaur Shah Morgan Cooper King Baker Turner Hill Scott Moore Ward Watson
    Carter Harris Young Allen Parker Bennett Collins Shaw Murphy Kelly O'Brien O'Neill McDonald Campbell Stewart
    Fraser MacLeod Ross Murray Graham Reid Paterson Kowalski Nowak Wiśniewska Szymański García Fernández Müller
    Schröder Petrov Okafor Adeyemi Mensah Nguyen Chen Wang Li Zhang Kim Rossi Ferrari Popescu Ionescu Silva Santos
    Penhaligon Trevithick Featherstone Blackwood Ashworth Entwistle Ramsbottom Thistlethwaite Cholmondeley Quill
"""
FAMILY: Final = tuple(_FAMILY_TEXT.split())
_ROOTS_TEXT: Final = """
    Ash Black Bram Bur Cal Chad Cop Cran Dal Dun East Fair Far Gold Grim Hal Har Hart Hazel Heath Hol Hud Kirk Lang
    Lin Mar Mel Mid New Nor Oak Pem Pres Rad Rav Red Row Sal Shel Stan Stock Sut Thorn Til Under Wal War Wes Whit
    Wil Win Wood Wrex York
"""
ROOTS: Final = tuple(_ROOTS_TEXT.split())
_ENDINGS_TEXT: Final = """
    bourne bridge brook burn bury by croft dale den field ford gate grove ham hurst ington land ley low man more ridge
    shaw son stead ster ton well wick wood worth yard
"""
ENDINGS: Final = tuple(_ENDINGS_TEXT.split())
"""With the roots, family names and streets that are rare."""
_STREETS_TEXT: Final = """
    High Church Park Station London Victoria Mill Green Manor Queens Kings Albert New Chapel School York North South
    Springfield Grange Alexandra Windsor Richmond Highfield Stanley George Grove Cross Bridge West East
"""
STREETS: Final = tuple(_STREETS_TEXT.split())
KINDS: Final = ("Street", "Road", "Lane", "Avenue", "Close", "Drive", "Way", "Crescent", "Place")
SHORT: Final = {
    "Street": "St",
    "Road": "Rd",
    "Lane": "Ln",
    "Avenue": "Ave",
    "Drive": "Dr",
    "Crescent": "Cres",
    "Place": "Pl",
}
TOWNS: Final = {
    "London": ("SE", "020"),
    "Birmingham": ("B", "0121"),
    "Leeds": ("LS", "0113"),
    "Manchester": ("M", "0161"),
    "Sheffield": ("S", "0114"),
    "Bristol": ("BS", "0117"),
    "Liverpool": ("L", "0151"),
    "Leicester": ("LE", "0116"),
    "Nottingham": ("NG", "0115"),
    "Norwich": ("NR", "01603"),
    "Plymouth": ("PL", "01752"),
    "York": ("YO", "01904"),
    "Exeter": ("EX", "01392"),
    "Oxford": ("OX", "01865"),
    "Cambridge": ("CB", "01223"),
    "Derby": ("DE", "01332"),
    "Preston": ("PR", "01772"),
    "Lincoln": ("LN", "01522"),
    "Chester": ("CH", "01244"),
    "Truro": ("TR", "01872"),
}
"""With the letters of their postcodes and their dialling codes."""
MAILS: Final = (
    "gmail.com", "hotmail.co.uk", "yahoo.co.uk", "outlook.com", "icloud.com", "btinternet.com", "live.co.uk",
    "sky.com", "aol.com",
)  # fmt: skip
NICKNAMES: Final = {
    "William": "Bill", "Robert": "Bob", "Richard": "Rick", "Elizabeth": "Liz", "Margaret": "Maggie",
    "Michael": "Mike", "David": "Dave", "Thomas": "Tom", "James": "Jim", "Joseph": "Joe", "Daniel": "Dan",
    "Samuel": "Sam", "Benjamin": "Ben", "Christopher": "Chris", "Christine": "Chris", "Patricia": "Pat",
    "Patrick": "Pat", "Jennifer": "Jen", "Katherine": "Kate", "Catherine": "Cath", "Rebecca": "Becky",
    "Victoria": "Vicky", "Andrew": "Andy", "Stephen": "Steve", "Matthew": "Matt", "Jonathan": "Jon",
    "Anthony": "Tony", "Edward": "Ted", "Joshua": "Josh", "Alexander": "Alex", "Susan": "Sue",
}  # fmt: skip
_CAUSES_TEXT: Final = """
    Age Arts Cancer Carers Children Citizens Community Dementia Disability Dog Family Food Hearing Heritage Home
    Hospice Housing Mental_Health Music Refugee Rowing Sports Veterans Wildlife Women Youth
"""
CAUSES: Final = tuple(words.replace("_", " ") for words in _CAUSES_TEXT.split())
_FORMS_TEXT: Final = """
    Centre Trust Society Support_Services Association Foundation Day_Centre Club Project Partnership Academy
    Nursery Advice_Bureau Action_Group Clinic
"""
FORMS: Final = tuple(words.replace("_", " ") for words in _FORMS_TEXT.split())
ABBREVIATED: Final = {
    "Centre": "Ctr",
    "Association": "Assoc",
    "Community": "Comm",
    "Services": "Svcs",
    "Society": "Soc",
    "Saint": "St",
    "Foundation": "Fdn",
    "and": "&",
}
