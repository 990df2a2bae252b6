"""Whom "he", "she" and roles without a name stand for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.coref.antecedents import Finder, Genders, Spoke, goes_on_from, is_met, is_subject, subject_before
from extractor.coref.context import FORMS, NOBODY, WORD, Context, Find, Mention, Referent, referent_of
from extractor.coref.mentions import Nouns, mention_of
from extractor.entity import Institution, Person
from extractor.text.syntax import SUBJECTS

_LONGEST_TITLE, _KIN = 6, 30
_PEOPLE = ("self", "body", "nobody")
_NEAR_START, _FEW = 2, 4
_JOINED, _THINGS = ("conj", "advcl"), ("NN", "NNS")


class _Heard(Struct):
    """Speakers for whom a pronoun may stand, among so many that were read."""

    read: int = 0
    fitting: list[Spoke] = []


class Pronouns(Finder):
    """Finds people and bodies where a pronoun stands for them."""

    def __init__(self, context: Context, nouns: Nouns, spoke: Sequence[Spoke], noun: Find) -> None:
        super().__init__(context, nouns, spoke, noun)
        self._spans = context.spans
        self._people = {person.id: person for person in context.draft.of(Person)}
        self._genders = Genders(context, nouns)
        self._known: dict[tuple[str, bool], list[int]] = {}
        self._heard: dict[str, _Heard] = {}

    def find(self, start: int, said: str) -> Referent | None:
        """Whom the pronoun ``said`` at ``start`` stands for (or a role without a name, where it is empty).

        The subject before it in its sentence, or else the person nearest; else whom the sentence before speaks of by
        the same pronoun; else who spoke last, where nobody is named since; else the first of the last sentence of its
        paragraph that names one; else who spoke last; else the first of the last sentence that names one. In a
        quotation, only those whom it names itself.
        """
        return self._followed(start, said and self._nouns.pronouns[said].form, self._person)

    def body_of(self, start: int, words: str) -> Referent | None:
        """The body that is of whom "his" or "her" means ("his party said")."""
        whose, _, noun = words.partition(" ")
        owns = noun in self._nouns.bodies and self._nouns.stands(whose) == "person"
        who = self.find(start, self._nouns.pronouns[whose].form) if owns else None
        person = self._people.get(who.id or "") if who is not None else None
        own = person.affiliation.institution_id if person is not None and person.affiliation is not None else None
        types = {self._nouns.bodies.get(noun), *self._nouns.wide.get(noun, ())}
        bodies = (body for body in self._context.draft.of(Institution) if body.id == own and body.type in types)
        return next(map(referent_of, bodies), None)

    def fits(self, who: Referent, said: str) -> bool:
        """Whether a pronoun may stand for one who spoke."""
        if who.id is None:
            return who.person and " " in (who.name or "")
        return who.person and self._fits(self._people[who.id], said and self._nouns.pronouns[said].form)

    def _person(self, start: int, pronoun: str) -> Referent | int | None:
        quoted = self._context.quoted_at(start)
        place = self._context.before(start)
        floor = quoted.start if quoted else self._context.paragraph_start(start)
        opening = self._context.before(floor)
        near = self._latest(opening, place, pronoun, quoted=quoted is not None)
        asking: set[str] = set()
        if near and self._context.opening(near[-1][0]) == self._context.opening(start):
            asking = {person.id for begins, person in near if self._asks(begins)}
            found = self._in_sentence(start, pronoun, [item for item in near if item[1].id not in asking])
            if found is not None:
                return found
        elif pronoun and (before := goes_on_from(self._context, start, pronoun, floor)) is not None:
            return before
        elif pronoun and not quoted and (one := self._unnamed(start, floor)) is not None:
            return one
        elif pronoun and not quoted and (told := self._told(start, pronoun, near)) is not None:
            return told
        elif near:
            return referent_of(near[0][1])
        found = None if quoted else self._farther(start, pronoun, opening, asking)
        sentence = self._context.before(self._context.opening(start)) if asking and not quoted else opening
        earlier = (person for _, person in self._latest(opening, sentence, pronoun) if person.id not in asking)
        return next(map(referent_of, earlier), None) if found is None else found

    def _in_sentence(self, start: int, pronoun: str, named: list[tuple[int, Person]]) -> Referent | int | None:
        """The last subject ``named`` before it in its sentence; else whom it meant before, who spoke, the last."""
        if (one := self._acts_before(start)) is not None:
            return one
        named = [item for item in named if not self._belongs(item[0], pronoun)]
        subjects = [person for begins, person in named if is_subject(self._context, begins)]
        if subjects or not named:
            return referent_of(subjects[-1]) if subjects else None
        for token in self._context.sentence(start).tree or ():
            if token.at >= named[0][0]:
                break
            if token.lower_ == pronoun and token.dep_ in SUBJECTS and self._context.quoted_at(token.at) is None:
                return token.at
        if not self._is_apart(start):
            return referent_of(named[-1][1])
        goes_on = goes_on_from(self._context, start, pronoun, self._context.paragraph_start(start))
        told = self._just_spoke(self._context.opening(start), pronoun, []) if goes_on is None else goes_on
        return referent_of(named[-1][1]) if told is None else told

    def _told(self, start: int, pronoun: str, near: list[tuple[int, Person]]) -> Referent | None:
        """Whose office is the subject of the sentence before ("The prime minister was keen to stay. He"), or spoke."""
        root = self._context.root(max(self._context.opening(start) - 1, 0))
        noun = None if root is None else subject_before(root)
        if noun is not None and noun.tag_ == "NN" and self._nouns.holds(noun.lower_):
            found = self._noun(mention_of(self._context, noun))
            if found is not None and self.fits(found, pronoun):
                return found
        return self._just_spoke(start, pronoun, near)

    def _just_spoke(self, start: int, pronoun: str, near: list[tuple[int, Person]]) -> Referent | None:
        """Who spoke here or a paragraph before, with but several together (``near``: the last named) named since."""
        last = next(self._who_spoke(pronoun, start), None)
        opening = self._context.paragraph_start(start)
        if last is None or last.end > start or last.end < self._context.paragraph_start(max(opening - 2, 0)):
            return None
        fitting = self._fitting(pronoun, quoted=False)
        since = bisect_left(fitting, self._context.before(last.end))
        named = fitting[since : bisect_left(fitting, self._context.before(start))]
        named = [place for place in named if not self._context.owns(self._spans[place][1])]
        named = [place for place in named if not is_met(self._context, self._spans[place][0])]
        gaps = ((self._spans[one][1], self._spans[other][0]) for one, other in pairwise(named))
        together = bool(near) and len(near) == len(named)  # "Justices Bell and Reeve"
        together = together and all(FORMS.joined.fullmatch(self._context.text, *gap) for gap in gaps)
        return last.referent if not named or (together and len(named) > 1) else None

    def _unnamed(self, start: int, floor: int) -> Referent | None:
        """The nameless one ("An aide denied it. He said") or the body served, with which the sentence before begins."""
        if (acts := self._acts_before(start)) is not None:
            return acts
        opening = self._context.opening(start)
        if opening <= floor:
            return None
        before = self._context.opening(opening - 1)
        words = list(WORD.finditer(self._context.text, before, opening))[: _NEAR_START + _FEW]
        said = [word[0].lower() for word in words]
        near = 1 if words and self._context.text.startswith(",", words[0].end()) else _NEAR_START  # "Bell, a judge"
        new = (n for n, word in enumerate(said[:near]) if word in self._nouns.pronouns)
        at = next((n for n in new if self._nouns.pronouns[said[n]].stands == "one"), len(words))
        one = next((n for n in range(at + 1, len(words)) if self._nouns.roles.get(said[n]) in _PEOPLE), None)
        if one is None or said[one] in self._nouns.asking:
            return None
        whose = FORMS.serves_for.match(self._context.text, words[one].end())
        end = whose.end() if whose and self._context.is_linked(*whose.span(), "for") else words[one].end()
        if self._context.named(end, opening):
            return None
        body = self._nouns.roles[said[one]] == "body"
        return (self._noun(Mention(words[at].start(), end, words[one].start())) if body else None) or NOBODY

    def _acts_before(self, start: int) -> Referent | None:
        """Who does by a role what the pronoun's clause is joined to ("the envoy left Bell, but he said", "when he")."""
        token = self._context.parsed(start)
        joined = token is not None and token.dep_ in SUBJECTS and token.head.dep_ in _JOINED
        noun = subject_before(token.head.head) if token is not None and joined else None
        if token is None or noun is None or noun.i > token.i or noun.tag_ != "NN":
            return None
        if self._nouns.roles.get(noun.lower_) not in ("self", "nobody", "title"):
            return None
        return self._noun(mention_of(self._context, noun)) or NOBODY

    def _is_apart(self, start: int) -> bool:
        """Whether those named in a pronoun's sentence are but spoken of ("recalling his time with Bell, he said")."""
        opening = self._context.parsed(self._context.opening(start))
        token = self._context.parsed(start)
        if opening is None or token is None:
            return False
        verb = token.head
        return opening.tag_ == "VBG" or (verb.dep_ in ("parataxis", "ccomp") and verb.head.i > verb.i)

    def _belongs(self, start: int, pronoun: str) -> bool:
        """Whether one is named as somebody's of whom the same pronoun speaks ("her predecessor Leung, she said")."""
        before = self._context.text[max(0, start - _KIN) : start].rpartition(",")[2].lower().split()
        return any(self._nouns.pronouns[word].form == pronoun for word in {"his", "her"}.intersection(before))

    def _farther(self, start: int, pronoun: str, opening: int, asking: set[str]) -> Referent | int | None:
        """Who spoke last, or is named in a paragraph before (in the spans before ``opening``)."""
        far = self._latest(0, opening, pronoun)
        last = next((spoke for spoke in self._who_spoke(pronoun, start) if spoke.referent.id not in asking), None)
        goes_on = goes_on_from(self._context, start, pronoun, 0)
        if goes_on is not None and last is not None and last.end < goes_on:
            return goes_on
        adds = goes_on is not None or self._adds(start)
        if last is not None and (adds or not far or not self._is_new(far, last, start)):
            return last.referent
        return referent_of(far[0][1]) if far else None

    def _adds(self, start: int) -> bool:
        """Whether a pronoun's verb tells that who spoke before says more ("he added", "she also said")."""
        more = FORMS.says_more.match(self._context.text, start)
        return more is not None and (more["verb"] is None or more["verb"].lower() in self._nouns.saying)

    def _is_new(self, far: list[tuple[int, Person]], last: Spoke, start: int) -> bool:
        """Whether the sentence that ends the paragraph before is about one person, and not who spoke last."""
        before = self._context.paragraph_start(start)
        ends = self._context.opening(far[-1][0]) == self._context.opening(max(before - 2, 0))
        ids = {person.id for _, person in far}
        subjects = [person.id for begins, person in far if is_subject(self._context, begins)]
        about = {*subjects[:1]} if subjects[:1] == [far[0][1].id] else {*subjects}  # "Brook left before Bell came"
        opening = self._context.opening(far[0][0])
        titles = self._context.text[opening : far[0][0]].split()
        if not about and self._context.parsed(opening) is None and all(word[0].isupper() for word in titles):
            about = {far[0][1].id}  # "Mayor Ana Brook summed it up and thanked Mr Bell"
        about = about or ids
        return ends and len(about) == 1 and last.referent.id not in ids and far[0][0] > last.at

    def _who_spoke(self, pronoun: str, start: int) -> Iterator[Spoke]:
        """Those who spoke before for whom the pronoun may stand, the last one first."""
        known = self._heard.setdefault(pronoun, _Heard())
        known.fitting += (spoke for spoke in self._spoke[known.read :] if self.fits(spoke.referent, pronoun))
        known.read = len(self._spoke)
        for place in range(bisect_left(known.fitting, start, key=lambda spoke: spoke.at) - 1, -1, -1):
            yield known.fitting[place]

    def _latest(self, first: int, last: int, pronoun: str, *, quoted: bool = False) -> list[tuple[int, Person]]:
        """Those meant in the last sentence that names one, from ``first`` to ``last``; owners only without others."""
        found: list[tuple[int, Person]] = []
        owners = []
        fitting = self._fitting(pronoun, quoted=quoted)
        for place in range(bisect_left(fitting, last) - 1, bisect_left(fitting, first) - 1, -1):
            begins, ends, entity = self._spans[fitting[place]]
            if found and self._context.opening(begins) != self._context.opening(found[0][0]):
                break
            assert isinstance(entity, Person)
            found.insert(0, (begins, entity))
            name = self._context.parsed(ends - 1)
            which = name is not None and name.dep_ == "compound" and name.head.tag_ in _THINGS  # "the Bell verdict"
            if which or self._context.owns(ends):
                owners.append(begins)
        return [item for item in found if item[0] not in owners] or found

    def _fitting(self, pronoun: str, *, quoted: bool) -> list[int]:
        """The places among the spans of those who may be meant, inside of quotations or outside."""
        if (pronoun, quoted) not in self._known:
            self._known[pronoun, quoted] = [
                place
                for place, (begins, ends, entity) in enumerate(self._spans)
                if isinstance(entity, Person)
                and self._context.text[ends : ends + 1] != ":"
                and (self._context.quoted_at(begins) is not None) == quoted
                and self._fits(entity, pronoun)
            ]
        return self._known[pronoun, quoted]

    def _asks(self, start: int) -> bool:
        """Whether somebody is named as who asks another, or is written to ("asked by Ms Brook, she", "a letter to")."""
        words = self._context.text[self._context.opening(start) : start].split()
        for place in range(len(words) - 1, max(0, len(words) - _LONGEST_TITLE), -1):
            if words[place] in ("by", "to"):
                before = words[place - 1].lower()
                paper = before in self._nouns.statements or self._nouns.roles.get(before) == "paper"
                return before in self._nouns.saying if words[place] == "by" else paper
        return False

    def _fits(self, person: Person, pronoun: str) -> bool:
        return not pronoun or self._genders.of(person) in ("", pronoun)
