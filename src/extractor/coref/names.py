"""Whom a mention names: the entity at its head, or beside the role that is its head, or a name that nobody lists."""

import re

from extractor.coref.context import FORMS, WORD, Context, Mention, Referent, Span, referent_of
from extractor.coref.mentions import Nouns
from extractor.entity import Institution, Person
from extractor.regex import compiled

_OF_BODIES = ("body", "paper")
_OWNERS = compiled(r"^[^\n]*[’']s\s|[’']s\b")
_NAME_WORD = re.compile(r"[\w’'.-]*[\w.]")
_HEAD = re.compile(r"(?:[A-Z]\.){2,}|" + WORD.pattern)
_ACRONYM, _AFTER_OFFICE, _REACH = 4, 2, 800


class Names:
    """Finds the entities that mentions name or speak for: a record's person or body, by the head and what is beside."""

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context, self._text, self._nouns = context, context.text, nouns
        self._longest = max((end - start for start, end, _ in context.spans), default=0)

    def named(self, mention: Mention) -> Referent | None:
        """The entity whose name stands at the mention's head, or for which the head noun speaks."""
        near = self._context.between(mention.start - self._longest, mention.end)
        if FORMS.seat.fullmatch(self._text, mention.start, mention.end):
            return None  # "the Kensington and Chelsea MP"
        inside = [span for span in near if mention.start < span[1]]
        at_head = [span for span in inside if span[0] <= mention.head < span[1]]
        closing = [span for span in inside if span[1] == mention.end and isinstance(span[2], Person)]
        if at_head and closing and not self._context.is_linked(at_head[0][1], closing[0][0], "in"):
            at_head = closing  # "the Secretary of the Harbour Union (HU) Ana Brook"
        for kind in (Person, Institution):
            for _, _, entity in at_head:
                if isinstance(entity, kind):
                    return referent_of(entity)
        if labelled := next((span for span in near if self._is_labelled(span, mention)), None):
            return referent_of(labelled[2])
        head = self.head(mention)
        bearers = self._context.bearers.get(head.lower(), []) if head[:1].isupper() else []
        beside = self._person_in(mention, inside) or self._body_in(mention, inside)
        return beside or (referent_of(bearers[0]) if len(bearers) == 1 else None)

    def _person_in(self, mention: Mention, inside: list[Span]) -> Referent | None:
        """The person named beside a mention's head ("Member for the North Ana Brook", "a letter from Ana Brook")."""
        own = [
            who for _, end, who in inside if isinstance(who, Person) and end < mention.head and self._context.owns(end)
        ]
        if own and self._nouns.roles.get(self.head(mention).lower()) == "paper":
            return referent_of(own[-1])  # "Brook’s research"
        people = [span for span in inside if isinstance(span[2], Person) and span[0] > mention.head]
        people = [span for span in people if not self._context.owns(span[1])]  # "a book, Bell’s Norland"
        if not people:
            return None
        if not self._context.is_linked(mention.head, people[0][0], "in"):
            return referent_of(people[0][2])
        last = people[-1]
        return referent_of(last[2]) if self._closes(mention, last) or self._wrote(mention, last) else None

    def _body_in(self, mention: Mention, inside: list[Span]) -> Referent | None:
        """The body for which a mention's head speaks ("spokesman for the Ministry of Ports", "the Times newspaper")."""
        head = self.head(mention).lower()
        own = self._nouns.roles.get(head) == "body"
        for span in inside:
            if isinstance(span[2], Institution) and not self._text.startswith("-", span[1]):  # no "Gazeta-run ministry"
                beside = span[1] < mention.head or span[0] == mention.head + len(head) + 1  # "newspaper Gazeta"
                index = self._text[span[1] - 1].isdigit()  # "the FTSE 100 company"
                calls = head in self._nouns.bodies and beside and not (index or self._context.owns(span[1]))
                apposed = span[1] == mention.end and self._text.endswith(", ", mention.head, span[0])
                calls = calls or (apposed and not self._nouns.holds(head))  # "the lobby group, Gazeta, said"
                sent = span[0] > mention.head and self._context.is_linked(mention.head, span[0], "to")
                if not sent and (own or calls or self._wrote(mention, span)):  # none of "a mission to the Union"
                    return referent_of(span[2])
        return None

    def _is_labelled(self, span: Span, mention: Mention) -> bool:
        """Whether the mention's head stands in what labels a person: "Ana Brook  D NM", "Ana Brook MP"."""
        if not isinstance(span[2], Person) or span[1] > mention.head:
            return False
        label = self._nouns.party.match(self._text, span[1])
        letters = self._text[span[1] : mention.end].strip(" ,")
        held = " " in span[2].name and self._nouns.holds(self.head(mention).lower())
        beside = held and not self._text[span[1] : mention.head].strip()  # "Ana Brook Leader of the House"
        return beside or letters.isupper() or (label is not None and mention.head < label.end())

    def owner(self, mention: Mention) -> Mention | None:
        """Whose a paper or spokesman is ("the centre's report", "a council spokesman", "the report of the council")."""
        if (speaks := self._nouns.roles.get(self.head(mention).lower())) not in _OF_BODIES:
            return None
        owner = FORMS.owner.match(self._text, mention.start, mention.head)
        if owner is not None and owner["kind"] in self._nouns.bodies:
            return Mention(*owner.span("body"), owner.start("kind"))
        if owner is not None and owner["kind"] is None:
            return Mention(owner.start(), owner.end(), owner.start(owner.lastgroup or 0))
        whose = FORMS.whose.match(self._text, mention.head, mention.end)
        how = "by" if speaks == "paper" else "for"  # none "to" whom it is
        if whose is None or not self._context.is_linked(whose.start(), whose.start("whose"), how):
            return None
        return Mention(*whose.span("whose"), whose.start("noun"))

    def brought_in(self, start: int, noun: str) -> Mention | None:
        """Who speaks for a body and was last brought in, without a name ("A port spokesman declined to comment")."""
        for found in reversed([*FORMS.brought_in.finditer(self._text, max(0, start - _REACH), start)]):
            if found["noun"].lower() == noun and self._context.quoted_at(found.start()) is None:
                named = any(True for _ in self._context.named(found.start(), self._context.bounds(found.start())[1]))
                return None if named else Mention(found.start(), found.end(), found.start("noun"))
        return None

    def _closes(self, mention: Mention, person: Span) -> bool:
        """Whether a role ends with its holder's name ("the Member for the North Ana Brook", "one of us, Ana Brook")."""
        head = self.head(mention).lower()
        before = self._text[mention.head : person[0]].split()
        letters = self._text[person[1] : mention.end]
        if letters and not letters.isupper():
            return False
        if head not in self._nouns.roles and self._nouns.roles.get(before[-1]) == "self":
            return True
        while len(before) > 1 and self._nouns.holds(before[-1].strip(".").lower()):
            before.pop()
        return before[-1].endswith(",") or (self._nouns.holds(head) and before[-1] not in self._context.links["for"])

    def _wrote(self, mention: Mention, who: Span) -> bool:
        """Whether a paper is somebody's ("a statement from Senator Ana Brook", "the Ministry of Ports report")."""
        if self._nouns.roles.get(self.head(mention).lower()) not in _OF_BODIES:
            return False
        return who[1] <= mention.head or self._context.is_linked(mention.head, who[0], "by")

    def head(self, mention: Mention) -> str:
        """The head word of a mention; parsers miss the one who speaks for a body ("Department of Ports spokesman")."""
        words: list[str] = WORD.findall(self._text, mention.head, mention.end) or [""]
        return words[-1] if self._nouns.speaks_for(words[-1].lower()) else words[0]


def unlisted(context: Context, nouns: Nouns, mention: Mention) -> Referent | None:
    """The capitalised words at the mention's head, without titles before them, where they are a whole name.

    A body's name goes on behind its head ("Democracy for America"); a word that only opens its sentence is none.
    """
    if not _may_be_name(context, nouns, mention) or context.in_law(mention.head):
        return None
    label = context.label(mention.head)
    head = _HEAD.match(context.text, mention.head)
    told = nouns.roles.get(head[0].lower()) if head is not None else None
    role = told in ("self", "title") and context.text[mention.start :][:4].lower() == "the "  # "the Highland MSP"
    if head is None or role or told in ("paper", "text", "part"):
        return None
    words = _OWNERS.sub("", context.text[mention.start : head.end()])
    name: list[str] = []
    for word in reversed(_NAME_WORD.findall(words)):
        kind = nouns.roles.get(word.strip(".").lower())
        role = kind in ("title", "self", "body") and not (name and kind == "body")
        if word.lower() in nouns.articles or (role and (label != "ORG" or not name)):
            break
        if not word[0].isupper():
            name = name[-_AFTER_OFFICE:]
            break
        name.insert(0, word)
    opens = mention.head <= context.opening(mention.head) + len("The ")
    if not name or (len(name) == 1 and label is None and opens and not name[0].isupper()):
        return None
    rest = FORMS.goes_on.match(context.text, head.end(), mention.end)
    if rest is not None and (label != "PERSON" or rest[0].startswith(" for ")):
        if rest["whole"] is None:
            return None
        name += rest[0].split()
    alone = len(name) == 1 and not next(iter(nouns.atlas.scan(name[0])), None)  # "Israel said"
    people = context.draft.of(Person) if alone else []
    called = [person for person in people if person.name.split()[0] == name[0]]
    if len(called) == 1:
        return referent_of(called[0])  # "Annuar Reeve left. Annuar, speaking later, said"
    small = (word.title() if word.isupper() and word.isalpha() and len(word) > _ACRONYM else word for word in name)
    person = label == "PERSON" or (label is None and not context.text.startswith(("The ", "the "), mention.start))
    return Referent(" ".join(small), None, person=person)


def _may_be_name(context: Context, nouns: Nouns, mention: Mention) -> bool:
    """Whether the head is a name to the model or the parser: no people, day or party behind one that was lost."""
    token, label = context.parsed(mention.head), context.label(mention.head)
    if label == "DATE" or (token is not None and (token.tag_ == "NNS" or (token.tag_, label) == ("NNPS", "NORP"))):
        return False  # "bosses said", "many Texans say"
    inside = mention.start < mention.head and token is not None and token.tag_ == "NN"
    capital = inside and context.text[mention.head].isupper()  # "campaign group Freedom to Sail"
    if token is not None and token.tag_ not in {"NNP", "NNPS"} and label is None and not capital:
        return False
    return nouns.party.fullmatch("  " + context.text[mention.start : mention.end]) is None
