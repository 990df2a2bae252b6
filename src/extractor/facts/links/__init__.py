"""Which law an amendment, a count or a vote belongs to, and how that is known.

Runs after all of them are found. A law is looked for from the nearest words outwards, and the first that is found
is it: behind the counted thing ("45 amendments to the Harbour Act"), in its sentence, by a noun that stands for it
("the bill passed 60-40"), in the sentences before, and as the law that the whole article is about.
"""

from collections import Counter
from typing import Literal

from msgspec.structs import replace

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entity import Instrument
from extractor.fact import Action, Amendments, Count, Vote
from extractor.facts.links.mentions import FORMS, Mention, Tables, grounds, last_word, nouns_apart, tables_of
from extractor.terms import LAWS, LEGISLATING, ActionType
from extractor.text.sentences import Sentences
from extractor.text.spans import Spans

How = Literal["named behind", "same sentence", "anaphor", "sentence before", "main instrument"]
Linked = Amendments | Count | Vote
_KINDS: tuple[type[Linked], ...] = (Vote, Amendments, Count)
_FAR, _NEAR, _CLOSE, _MOST_BETWEEN, _BARE = 3, 60, 12, 7, 2
"""Sentences that are looked back to; code points between a count and the law behind it, and another law ("a bill")."""
_HEADLINE, _LONGEST, _SHORT = 160, 600, 40
_PEOPLE, _MAKING, _FRESH = "member", 2, 5
_DECIDED: tuple[ActionType, ...] = (*LEGISLATING, "sign", "veto")


def build(library: Library) -> Find:
    """The finder that finds nothing new: it tells amendments, counts and votes of the draft their law."""
    tables = tables_of(library)

    def find(doc: Doc, draft: Draft) -> tuple[()]:
        if draft.of(Instrument) and any(map(draft.of, _KINDS)):
            law_of = _Linker(Sentences(doc, draft), draft, tables).law
            for kind in _KINDS:
                draft.of(kind)[:] = [
                    replace(each, instrument=law[0], rule=f"{each.rule}; {law[1]}") if (law := law_of(each)) else each
                    for each in draft.of(kind)
                ]
        return ()

    return find


def build_objects(library: Library) -> Find:
    """The finder that tells acts of the draft the law that their object stands for ("introduced the bill")."""
    tables = tables_of(library)

    def find(doc: Doc, draft: Draft) -> tuple[()]:
        if draft.of(Instrument) and any(action.object_id is None for action in draft.of(Action)):
            object_of = _Linker(Sentences(doc, draft), draft, tables).object
            acts, parts = draft.of(Action), Spans(each for each in draft.of(Amendments) if each.instrument)
            for place, action in enumerate(acts):
                if action.object_id is not None:
                    continue
                of_parts = next((each.instrument for each in parts.starting(action.start, action.end)), None)
                if law := of_parts or object_of(action):
                    acts[place] = replace(action, object_id=law, rule=f"{action.rule}; anaphor")
        return ()

    return find


class _Linker:
    def __init__(self, sentences: Sentences, draft: Draft, tables: Tables) -> None:
        self._text = draft.article.text
        self._sentences = sentences
        self._tables = tables
        self._parts, self._subjects = tuple(tables.words["part"]), tuple(tables.words["subject"])
        self._types = {law.id: law.type for law in draft.of(Instrument)}
        self._others = {law.id for law in draft.of(Instrument) if self._another(law)}
        self._grounds = grounds(self._text, draft.of(Instrument))
        named = [Mention(each.start, each.end, law.id) for law in draft.of(Instrument) for each in law.mentions]
        self._named = Spans(sorted(named))
        self._between = Spans(sorted([*named, *nouns_apart(self._text, tables, self._named)])).starting
        self._described = {law.id for law in draft.of(Instrument) if law.rule.endswith("described")}
        old = int(draft.published.value[:4]) - _MAKING if draft.published else 0
        years = {law.id: [int(year) for year in FORMS.year.findall(law.name)] for law in draft.of(Instrument)}
        self._old = {law for law, named in years.items() if min(named, default=old) < old}
        headline = draft.structure.headline
        self._top = headline.end if headline else 0
        self._main = self._main_law(draft)

    def law(self, fact: Linked) -> tuple[str, How] | None:
        """The id of the law that a count or vote belongs to and how it is known, None for one of no law."""
        opposed = isinstance(fact, Vote) and self._tables.against.match(self._text, fact.end)  # a motion to reject it
        if opposed or (isinstance(fact, Count) and not self._of_laws(fact)):
            return None
        if behind := self._behind(fact):
            return behind, "named behind"
        first, last = self._sentences.sentence(fact.start)
        near = self._nearest(*self._clause(first, last, fact), fact) or self._nearest(first, last, fact)
        if near:
            return self._resolved(near, fact)
        people = isinstance(fact, Count) and fact.unit == _PEOPLE
        siding = people and not self._tables.words["siding"].isdisjoint(fact.text.lower().split())  # 62 rebels
        apart = isinstance(fact, Vote) and (fact.for_ is None or self._says("elsewhere", first, last))
        if apart or (people and not siding):
            return None
        start = first
        for _ in range(_FAR):
            if not start:
                break
            start, end = self._sentences.sentence(start - 1)
            near = self._nearest(start, end, fact)
            if near and self._types.get(near.law or "", "") not in self._tables.words["aside"]:
                law = self._resolved(near, fact)
                return (law[0], "sentence before") if law else None
        main = self._main if self._main and self._may(self._main, fact) else None
        before = {each.law for each in self._named.starting(0, fact.start)}
        told = main and (not isinstance(fact, Vote) or self._types[main] in LAWS or main in before)
        inside = not isinstance(fact, Count) or fact.unit in self._tables.words["inside"]
        told = told and inside and not (isinstance(fact, Vote) and fact.for_ and fact.against is None)
        return (main, "main instrument") if main and told else None

    def _words(self, start: int, end: int) -> list[str]:
        return FORMS.word.findall(self._text[start:end].lower())

    def _says(self, kind: str, start: int, end: int) -> bool:
        """Whether a word of a kind (``models/links/words.tsv``) stands between two places."""
        return not self._tables.words[kind].isdisjoint(self._words(start, end))

    def _sentence_before(self, place: int) -> int:
        return self._sentences.sentence(max(0, self._sentences.sentence(place)[0] - 1))[0]

    def object(self, action: Action) -> str | None:
        """The law that an act's object stands for, where the object begins with nothing but a noun for a law."""
        said = FORMS.side.sub("", (action.object or "").lower())
        if not said and action.type in _DECIDED:
            return self._told_of(action)
        for noun in self._between(action.start, action.end)[:_FAR]:
            words = self._text[noun.start : noun.end].lower()
            alone = said.startswith(words) and FORMS.alone.match(said, len(words))
            if alone and not noun.law and noun.definite:
                return None if words.split()[-1] in self._tables.words["step"] else self._antecedent(noun)
        return self._brought_in(action, said) if action.type == "introduce" else None

    def _told_of(self, action: Action) -> str | None:
        """The law that passed or fell as "it" or "which": the last in its sentence and the one before."""
        told = self._between(self._sentence_before(action.start), action.start)
        if not told or not self._says("pronoun", max(0, action.start - _CLOSE), action.end):
            return None
        return told[-1].law or (self._antecedent(told[-1]) if told[-1].definite else None)

    def _brought_in(self, action: Action, said: str) -> str | None:
        """The law named first, and next behind what brings it in ("introduced a bill … The Harbour Bill would …")."""
        words = self._tables.words
        new = next((word for word in FORMS.word.findall(said)[:_FRESH] if word not in words["fresh"]), "")
        types = self._tables.nouns.get(new, ())[:1] if new not in words["step"] else ()
        behind = self._between(action.end, len(self._text))
        first = next((each for each in behind if each.law or not each.definite), None)
        if not (first and first.law) or last_word(self._text, first.start) in words["changing"]:
            return None
        law, subject = first.law, self._text.endswith(self._subjects, 0, first.end)  # the energy bill, not what is new
        named = {each.law for each in self._between(0, action.start) if each.law != law or each.start > self._top}
        other = subject or law in named | self._others | self._described | self._old
        return law if self._types[law] in types and not other else None

    def _of_laws(self, count: Count) -> bool:
        """Whether what is counted is part of a law or of its making, or are votes ("a majority of 44 votes")."""
        words, own = self._tables.words, count.text.lower().split()
        if count.unit != _PEOPLE:
            return count.unit in words["unit"] or not words["tally"].isdisjoint(own)
        around = FORMS.break_.split(self._text[count.end : count.end + _NEAR].lower(), maxsplit=1)[0]
        return not words["siding"].isdisjoint([*FORMS.word.findall(around), *own])

    def _behind(self, fact: Linked) -> str | None:
        """The law that follows the counted thing with nothing but small words between."""
        if (law := next(iter(self._named.starting(fact.end, fact.end + _NEAR + 1)), None)) is None:
            return None
        between = self._text[fact.end : law.start].lower()
        words, vote = FORMS.word.findall(between), isinstance(fact, Vote)
        of_it = vote and not self._tables.words["part"].isdisjoint(words) and len(words) <= _MOST_BETWEEN
        joined = of_it or self._tables.words["voted" if vote else "between"].issuperset(words)
        return law.law if joined and not FORMS.break_.search(between) else None

    def _nearest(self, start: int, end: int, fact: Linked) -> Mention | None:
        """The last mention of a law before the fact between two places, else the first behind it."""
        inside = self._between(start, end)
        vote = (fact.start, fact.end) if isinstance(fact, Vote) else (0, 0)  # "55 voted for the bill and 20 against"
        apart = [each for each in inside if each.end <= fact.start or fact.end <= each.start]
        own = [each for each in inside if vote[0] <= each.start and each.end <= vote[1]]
        inside = [each for each in sorted({*apart, *own}) if self._fits(each, fact)]
        if before := [each for each in inside if each.start < fact.start]:
            return self._changing(before)
        first = next((each for each in inside if each.definite or each.start - fact.end < _CLOSE), None)
        turns = first and isinstance(fact, Vote) and FORMS.turn.search(self._text, fact.end, first.start)
        return None if turns else first  # it passed 52-48, and the House took up | the Harbour Bill

    def _changing(self, before: list[Mention]) -> Mention:
        """The last of these mentions; where it is a law that the one before it changes, that one."""
        last = before[-1]
        earlier = next((each for each in reversed(before) if each.law != last.law), None)
        if not (last.law and earlier and earlier.law and self._types[earlier.law] == "bill"):
            return last
        own = earlier.definite and self._words(earlier.end, last.start)[:1] == ["to"]  # "the bill to amend it"
        told = self._says("changing", earlier.end, last.start) and not own
        return earlier if told or self._text[earlier.end : last.start].strip() == "(" else last  # (Act No. 4 of 1990)

    def _clause(self, first: int, last: int, fact: Linked) -> tuple[int, int]:
        """The part of a sentence between semicolons, or ends of lines in a list, that the fact stands in."""
        marks = FORMS.clause.finditer(self._text, max(first, fact.start - _LONGEST), fact.start)
        before = [each.end() for each in marks]
        behind = FORMS.clause.search(self._text, fact.end, min(last, fact.end + _LONGEST))
        return before[-1] if before else first, behind.start() + 1 if behind else last

    def _fits(self, mention: Mention, fact: Linked) -> bool:
        """Whether a law may be that of a fact; of those that votes are seldom on words beside it say so."""
        fits = not mention.law or self._may(mention.law, fact) or self._says("decided", mention.end, fact.start)
        fits = fits or self._says("decided", max(0, mention.start - 2 * _CLOSE), mention.start)
        past = last_word(self._text, mention.start) in self._tables.words["past"]
        return fits and not past and mention.law not in self._grounds

    def _may(self, law: str, fact: Linked) -> bool:
        return not (isinstance(fact, Vote) and self._types[law] in self._tables.words["aside"])

    def _resolved(self, mention: Mention, fact: Linked) -> tuple[str, How] | None:
        """The law of a mention in the fact's sentence or before."""
        if mention.law:
            return mention.law, "same sentence"
        known = mention.definite or self._text.endswith(self._parts, 0, mention.end)
        if amended := self._amended(mention):
            return amended, "anaphor"
        law = self._antecedent(mention) if known else self._ahead(mention)
        return (law, "anaphor") if law and (self._types[law] in mention.types[:1] or self._may(law, fact)) else None

    def _amended(self, noun: Mention) -> str | None:
        """The law that was just said to be amended by this draft, where no draft was named before it."""
        before = self._named.starting(0, noun.start) if noun.definite and noun.types[:1] == ("bill",) else []
        if any(self._types[each.law or ""] in noun.types for each in before):
            return None
        near = (each for each in before[-1:] if each.start >= self._sentence_before(noun.start))
        told = (each.law for each in near if FORMS.amends.search(self._text, max(0, each.start - _SHORT), each.start))
        return next(told, None)

    def _ahead(self, noun: Mention) -> str | None:
        """The only law of its kind, named first behind what brings it in ("a bill which would … the Harbour Bill")."""
        step = last_word(self._text, noun.end) in self._tables.words["step"]
        kinds = LAWS.intersection([] if step else noun.types[:1])
        only = [law for law, kind in self._types.items() if kind in kinds]
        first = next((each for each in self._named if each.law in only), None) if len(only) == 1 else None
        if first is None or first < noun or len(self._text[noun.start : noun.end].split()) > _BARE:
            return None  # "a tax relief bill" is another
        before = self._between(0, first.start)
        news = [each for each in before if not (each.law or each.definite) and kinds.issuperset(each.types[:1])]
        return only[0] if news == [noun] else None

    def _antecedent(self, noun: Mention) -> str | None:
        """The law that a noun stands for: the last one before it of the likeliest type, else the article's own."""
        earliest = self._named.starting(0, noun.start)[-8:]
        if last_word(self._text, noun.end) in self._tables.words["step"]:
            start = self._sentence_before(noun.start)
            near = [each.law for each in earliest if each.start >= start and self._types[each.law or ""] in noun.types]
            bills = [law for law in near if self._types[law or ""] == noun.types[0]]
            if near:
                return (bills or near)[-1]  # the motion on the Harbour Act … the motion was passed
        for kind in noun.types[:1]:
            if same := [each for each in earliest if each.law and self._types[each.law] == kind]:
                word = self._text[noun.start : noun.end].lower().split()[-1]  # the treaty, not the last agreement
                last = [each for each in same if word in self._text[each.start : each.end].lower()] or same
                return None if self._another_since(last[-1].end, noun) else last[-1].law
        if self._main and self._types[self._main] in noun.types:
            before = [each.end for each in earliest if each.law == self._main]
            unseen = not before and self._main in self._described  # a bill … the bill … the ferry dues bill
            again = self._another_since(before[-1] if before else 0, noun)
            return None if again and not unseen else self._main
        near = [each.law for each in earliest if each.law and self._types[each.law] in noun.types]
        only = [law for law, kind in self._types.items() if kind == noun.types[0] and law not in self._others]
        return near[-1] if near else only[0] if len(only) == 1 and not self._another_since(0, noun) else None

    def _another_since(self, place: int, noun: Mention) -> bool:
        """Whether a law without a name was brought in between ("a bill on ports … the bill")."""
        between = self._between(place, noun.start)
        return any(not (each.law or each.definite) and each.types == noun.types for each in between)

    def _main_law(self, draft: Draft) -> str | None:
        """The law of the headline, the only one, or the one that is named most, if twice as often as the next."""
        laws = [law for law in draft.of(Instrument) if law.type != "constitution" and law.id not in self._others]
        passing = (law for law in laws if law.type in self._tables.words["passing"] and law.rule.endswith("described"))
        old = (law for law in laws if law.type == "act" and law.id in self._old)
        apart = {law.id for law in (*passing, *old)} | self._grounds
        counts = Counter({law.id: len(law.mentions) for law in laws if law.id not in apart})
        if not counts:
            return None
        above = [each.law for each in self._named if each.end <= max(_HEADLINE, self._top) and each.law in counts]
        (law, most), *others = counts.most_common(2)
        if above and above[0]:
            return above[0]
        return law if not others or most >= 2 * others[0][1] else None

    def _another(self, law: Instrument) -> bool:
        """Whether it is brought in as one beside the article's own ("a separate bill, the Harbour Bill")."""
        first = law.mentions[0].start
        return not self._tables.words["other"].isdisjoint(self._words(max(0, first - _NEAR), first)[-_FAR - 1 :])
