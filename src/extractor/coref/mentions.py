"""Mentions: the noun phrase of a word, with the name that belongs to it."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from extractor.coref.context import FORMS, Context, Mention
from extractor.data import Library
from extractor.draft import Name
from extractor.entities.countries import atlas
from extractor.entities.naming import party_label
from extractor.entities.organizations.chambers import chambers
from extractor.regex import any_of, compiled, lookbehind
from extractor.text.phrases import phrase
from extractor.text.syntax import SUBJECTS
from extractor.tree import Token

_TITLES_LENGTH, _SHORTENED_LENGTH, _TITLE_LENGTH, _LONGEST_ADDRESS, _TITLED = 60, 8, 30, 12, 5
_ARTICLE = "the "
_MARKS = dict.fromkeys(map(ord, '“”„«»"'))
_PEOPLE = ("self", "body", "title", "nobody")
_UNFINISHED = frozenset({"DT", "IN", "JJ", "JJS", "POS", "PRP$"})


def mention_of(context: Context, noun: Token) -> Mention:
    """The noun phrase of ``noun`` with the name that goes on or stands beside it (``President and Chair Ana Bell``)."""
    if noun.tag_ == "NN" and noun.under("conj"):  # "the resident and coordinator there, [Ana Bell]"
        noun = next((name for name in noun.under("appos") if _is_apart(name)), noun)
    first, last = phrase(noun)
    start, end = noun.doc.stretch(first, last)
    limit, head = context.bounds(noun.at)[1], noun.at
    if noun.doc[first].lower_.endswith("ing") and (named := _beside_participle(context, start, end, limit)) is not None:
        return named
    for first_named in context.named(start, start + 1):  # "Brook and fellow lawmaker Ana Bell"
        two = context.named_at(head) and FORMS.and_.match(context.text, first_named.end, head)
        if first_named.end < head and (two or FORMS.of_body.match(context.text, first_named.end, head)):
            return first_named
    if (seat := FORMS.seat.match(context.text, start)) is not None:
        end, head = max(end, seat.end()), seat.start("noun")
    if noun.doc[last - 1].tag_ in _UNFINISHED and (name := context.quoted_at(end + 1)) is not None:
        end = name.outer_end if not context.text[end : name.outer_start].strip() else end
    mention = _before_aside(context.text, Mention(_opened(context.text, start, end, head), end, head))
    named = with_name(context.text, mention, limit)
    if noun.tag_ != "NNS":
        named = with_apposed(context, named, limit, after=noun.dep_ == "pobj")
    start, end = _whole(context, named.start, named.end)
    end, head = _closed(context.text, start, end), named.head
    for last_name in () if context.named(start, end) else _behind_roles(noun):
        if person := context.named_at(last_name.at):
            end, head = person[0].end, person[0].head
    return Mention(start, end, head)


def _is_apart(name: Token) -> bool:
    return name.tag_ == "NNP" and name.left_edge.nbor(-1).text == ","


def _behind_roles(noun: Token) -> Iterator[Token]:
    """The name behind several roles of one person ("head of the port and MP, [Ana Bell]", "boss and MP [Bell]")."""
    joined = noun.under("conj") if noun.tag_ in ("NN", "NNP") else ()
    for each in (role for role in joined if role.left_edge.lower_ != "the"):
        yield from filter(_is_apart, each.under("appos"))
    if noun.left_edge.tag_ not in ("DT", "PRP$") and noun.tag_ == "NN":
        yield from (name for name in (*joined, *noun.under("appos")) if joined and name.tag_ == "NNP")


def _whole(context: Context, start: int, end: int) -> tuple[int, int]:
    """A mention with all of a name that the parser cuts at its commas (``Board of Quays, Tides and Ice``)."""
    for first, last, _ in context.between(max(0, start - _TITLES_LENGTH), end):
        if first < start < last:
            article = max(0, first - len(_ARTICLE))
            start = article if context.text[article:first].lower() == _ARTICLE else first
        if first < end < last:
            end = last
    return start, end


def _beside_participle(context: Context, start: int, end: int, limit: int) -> Mention | None:
    """Who is named beside a participle that parsers take for who speaks ("Quoting Bell, | Mayor Brook said")."""
    opens = context.text[start].isupper() and not context.named_at(start) and start == context.opening(start)
    inside = context.named(start, end) if opens else []
    titled = any(
        (context.roles.get(person.start) or "").startswith(context.text[start:][:_TITLED]) for person in inside
    )
    for person in context.named(end, min(limit, end + _TITLES_LENGTH)) if inside and not titled else ():
        title = FORMS.titled.fullmatch(context.text, end + len(", "), person.start)
        comma = context.text.startswith(", ", end) and (person.start == end + len(", ") or title is not None)
        return Mention(end + len(", "), person.end, person.head) if comma else None
    if context.text[start].islower() and context.text.endswith(", ", 0, start) and context.text.startswith(",", end):
        return next(iter(context.named_until(start - len(", "))), None)  # "Ana Brook, prosecuting, said"
    return None


def with_apposed(context: Context, mention: Mention, limit: int, *, after: bool) -> Mention:
    """The mention with the name beside it; ``after`` a preposition none that is the subject of what follows."""
    inside = filter(context.is_listed, context.named(mention.start, mention.end))
    served = (FORMS.served.search(context.text, mention.head, person.start) for person in inside)
    if any(found is None or not context.is_linked(*found.span(), "for") for found in served):
        return mention
    for person in context.named(mention.end, min(limit, mention.end + _TITLES_LENGTH)):
        told = FORMS.letters.sub("", context.text[mention.start : person.start].translate(_MARKS))
        told = " ".join(told.split()).removesuffix(",").removeprefix("the ").removeprefix("The ")
        role, between = context.roles.get(person.start), context.text[mention.end : person.start].strip(", ").split()
        if role and told.endswith(role) and len(role.split()) > len(between):
            return Mention(mention.start, person.end, person.head)  # "Labour's harbour | and energy minister Ana Brook"
        token = context.parsed(person.head)
        acts = after and token is not None and (token.dep_ in SUBJECTS or token.head.dep_ in SUBJECTS)
        if not (context.owns(person.end) or acts) and FORMS.beside.fullmatch(context.text, mention.end, person.start):
            return Mention(mention.start, person.end, mention.head)
        break
    return mention


def _opened(text: str, start: int, end: int, head: int) -> int:
    """Where a mention begins that the parser began inside brackets (``(Dr.) Ana Brook``) or after a mark or hyphen."""
    if (hyphened := lookbehind(FORMS.halved, text, start, _TITLE_LENGTH)) is not None:  # "Vice-[President]"
        start = hyphened.start()
    mark = max(text.rfind(closing, start, head) for closing in '”"')
    if mark >= 0:
        return mark + 1 + len(text[mark + 1 : end]) - len(text[mark + 1 : end].lstrip(" ,\n"))
    bracket = text.find(")", start, head)
    title = FORMS.opened.search(text, max(0, start - _TITLE_LENGTH), bracket) if bracket >= 0 else None
    return title.start() if title is not None and "(" not in text[start:bracket] else start


def _before_aside(text: str, mention: Mention) -> Mention:
    """The mention without an aside that holds what the parser takes for its head (``Ana Brook (Greens, DE)``)."""
    bracket = text.find("(", mention.start, mention.head)
    if bracket <= mention.start or text.find(")", bracket, mention.head) >= 0:
        return mention
    end = mention.start + len(text[mention.start : bracket].rstrip())
    return Mention(mention.start, end, max(text.rfind(" ", mention.start, end) + 1, mention.start))


def _closed(text: str, start: int, end: int) -> int:
    """Where a mention ends with the bracket that the parser left open in it (``Sen. Ana Brook (D-ND``)."""
    bracket = text.rfind("(", start, end)
    unclosed = bracket >= 0 and text.find(")", bracket, end) < 0
    return max(end, text.find(")", end, bracket + _TITLE_LENGTH) + 1) if unclosed else end


def with_name(text: str, mention: Mention, limit: int) -> Mention:
    """The mention with the name behind a shortened title (``Hon. (Dr.) Ana Brook``), not beyond ``limit``."""
    match = FORMS.shortened.search(text, max(mention.start, mention.end - _SHORTENED_LENGTH), mention.end)
    name = FORMS.titled_name.match(text, mention.end, limit) if match else None
    return mention if name is None else Mention(mention.start, name.end(), name.start("last"))


class Pronoun(Struct, frozen=True):
    """Whom a pronoun stands for (person, body, writer; one: who is new), and the form under which it is looked up."""

    stands: str
    form: str


class Nouns:
    """Nouns that stand for somebody, and what tells of whom.

    Attributes:
        roles: nouns that stand for who speaks (senator, spokesman, Mr): self, body, paper, text, part, nobody, title.
        articles: small words that may stand before a role (the, its).
        offices: titles that only the holder of an office bears (president, prime minister).
        apart: words before an office that make it another one (shadow, vice), or one that is over.
        over: the latter (former).
        shortened: offices in full by the letters that stand for them (pm).
        wider: nouns that stand for whoever holds one of several offices of a land (leader), and these.
        alike: those of them that do so whatever stands before them (lawmaker).
        bodies: nouns that stand for a body (union, firm), and the type of institution.
        wide: those of them that stand for several types, and these.
        kinds: types of institution, or person, for which a noun may stand though nobody is named (MPs, secretary).
        chiefs: nouns that stand for a person, whatever body is named in front ("the UN rights chief").
        genders: words that tell a person's pronoun (Mr, chairwoman).
        given: given names that do.
        party: the party and seat behind a name.
        parties: parts of names of parties by the words that stand for these before a role (Tory), the longest first.
        chambers: the parliaments of all countries.
        pronouns: the pronouns, and words that begin a mention of one who is new (a, another).
        office: matches an office in capitals, behind an article that brings in nobody new ("the Health Minister").
        saying: forms of verbs of saying, by which one is asked ("asked by Ms Brook, she").
        further: those of them by which one goes on who has spoken (added).
        atlas: countries by their names and adjectives.
        regions: lands that are no countries (Scotland).
        asking: those who put questions to others (journalist).
        statements: nouns for what somebody has said (statement, remarks).
        giving: forms of verbs for what is done with it by who speaks in it (issued).
        scene: nouns for one who plays a part in what is told, by which nobody else is meant (judge, reporter).
    """

    def __init__(self, library: Library) -> None:
        titles, verbs = library.table("people/titles.tsv"), library.table("quotes/verbs.tsv")
        apart = library.table("coref/apart.tsv")
        kinds: dict[str, tuple[str, ...]] = {}
        for row in library.table("coref/kinds.tsv"):
            for word in row["words"].split("|"):
                kinds[word] = (*kinds.get(word, ()), row["kind"])
        told = library.classes("quotes/words.tsv", "class", "word")
        self.roles = _roles(library)
        self.articles = frozenset(library.classes("people/roles.tsv", "use", "word")["article"])
        self.offices = {row["title"].lower().replace("-", " ") for row in titles if row["kind"] == "office"}
        self.apart = frozenset(row["word"] for row in apart)
        self.over = frozenset(row["word"] for row in apart if row["office"] == "over")
        self.shortened = {row["letters"]: row["office"] for row in library.table("coref/shortened.tsv")}
        wider = library.table("coref/wider.tsv")
        self.wider = {row["noun"]: row["offices"].split("|") for row in wider}
        self.alike = {row["noun"] for row in wider if row["front"] == "any"}
        bodies = library.table("coref/bodies.tsv")
        self.bodies = {row["noun"]: row["type"] for row in bodies}
        self.wide = {row["noun"]: {row["type"], *row["also"].split()} for row in bodies if row["also"]}
        self.kinds = {word: each for word, each in kinds.items() if each != ("chief",)}
        self.chiefs = {word for word, each in kinds.items() if "chief" in each}
        self.genders = {row["word"]: row["pronoun"] for row in library.table("coref/genders.tsv")}
        self.given = {row["name"]: row["pronoun"] for row in library.table("coref/given.tsv")}
        self.party = party_label(library)
        parties = (row for row in library.table("people/parties.tsv") if row["use"] != "seat" or len(row["word"]) > 1)
        self.parties = {row["word"]: row["party"] for row in sorted(parties, key=lambda row: -len(row["word"]))}
        self.chambers, self.atlas = chambers(library), atlas(library)
        self.regions = frozenset(row["name"] for row in library.table("places/lands.tsv"))
        pronouns = library.table("coref/pronouns.tsv")
        self.pronouns = {row["word"]: Pronoun(row["stands"], row["form"]) for row in pronouns}
        known = self.articles - {word for word, each in self.pronouns.items() if each.stands == "one"}
        self.office = compiled(
            rf"(?i:{any_of(known)}\s+)?(?P<office>(?!(?i:{any_of(self.articles)})\b)"
            r"[A-Z][\w-]+(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w-]+)*)"
        )
        self.saying = frozenset(form for row in verbs for form in row["forms"].split())
        words = (frozenset(told[each]) for each in ("statement", "issued", "scene", "asking"))
        self.statements, self.giving, self.scene, self.asking = words
        self.further = frozenset(it for row in verbs if row["verb"] in told["further"] for it in row["forms"].split())

    def stands(self, words: str) -> str:
        """Whom a pronoun stands for; empty where words are none."""
        pronoun = self.pronouns.get(words.lower())
        return pronoun.stands if pronoun is not None else ""

    def holds(self, noun: str) -> bool:
        """Whether a noun is a title or role that somebody holds (senator, Mr)."""
        return self.roles.get(noun) in ("self", "title")

    def is_somebody(self, noun: str) -> bool:
        """Whether a noun in small letters stands for people or a body, alone or in the plural (nurses, a firm)."""
        forms = singulars(noun)
        return any(self.roles.get(form) in _PEOPLE or form in self.bodies or form in self.kinds for form in forms)

    def told_by_given(self, name: str) -> str:
        """The pronoun that the given name of several words tells, or the first half of one with a hyphen."""
        given, *further = name.lower().split()
        return (self.given.get(given) or self.given.get(given.partition("-")[0], "")) if further else ""

    def speaks_for(self, noun: str) -> bool:
        """Whether a noun is one who speaks for a body (spokesman)."""
        return self.roles.get(noun) == "body" and "person" in self.kinds.get(noun, ())


nouns = cache(Nouns)


def singulars(word: str) -> tuple[str, ...]:
    """A word, and the singulars that it may be the plural of: "parties", "partie", "party"."""
    endings = (("s", ""), ("ies", "y"), ("men", "man"))
    return (word, *(word.removesuffix(many) + one for many, one in endings if word.endswith(many)))


def pronoun_of(text: str, name: Name, known: Nouns, *, given: bool) -> str:
    """The pronoun that the word right before a name ("Mrs") or its ``given`` name tells; empty where neither does."""
    before = text[max(0, name.start - _LONGEST_ADDRESS) : name.start].lower().split()
    title = known.genders.get(before[-1].rstrip("."), "") if before else ""
    return title or (known.told_by_given(name.text) if given else "")


def _roles(library: Library) -> dict[str, str]:
    titles = [row["title"].lower() for row in library.table("people/titles.tsv")]
    told = library.classes("people/roles.tsv", "use", "word")["noun"]
    roles = dict.fromkeys(titles, "title") | dict.fromkeys(told, "self")
    return roles | {row["noun"]: row["speaks"] for row in library.table("coref/speakers.tsv")}


def plain(words: str) -> str:
    """Words in small letters without line ends and hyphens ("Vice-President")."""
    return " ".join(words.lower().replace("-", " ").split())
