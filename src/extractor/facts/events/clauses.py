"""From the dependency tree of a sentence to the acts that it tells of: verb, subject, object, modality."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from extractor.draft import Sentence
from extractor.facts.events import contents, control, objects, standing
from extractor.facts.events.factuality import recorded
from extractor.facts.events.lexicon import PLAIN, Lexicon, Sense, is_weak
from extractor.rules.gazetteer import CLOSED
from extractor.terms import ADOPTING, LEGISLATING, ActionType, Modality
from extractor.text.phrases import stretch
from extractor.text.sentences import within
from extractor.text.syntax import (
    agents,
    behind,
    companions,
    is_half,
    is_passive,
    of_what,
    own_subjects,
    owners,
)
from extractor.tree import Token

_LAWMAKING: tuple[ActionType, ...] = (*LEGISLATING, "fund")
_TRYING: tuple[ActionType, ...] = ("charge", "convict", "sentence", "fine")
_GIVING: tuple[ActionType, ...] = (*_TRYING, "award", "appoint", "fund", "rule")
_ASIDES = ("advcl", "relcl", "acl", "pcomp")
Senses = tuple[Sense, ...]
_ANNOUNCED = ("settle", "introduce", "appoint", "sign", "approve", "repeal", "ratify")


class Event(Struct, frozen=True):
    """An event in a sentence, with the meanings that its word may have.

    ``object`` is a stretch of the tree's tokens, ``direct`` whether the verb governs it without a preposition,
    ``about`` the stretch that tells what is done where the object does not; ``subjects`` are heads of phrases;
    ``position`` has traits of the word (``models/events/weights.tsv``). Until it is ``whole``, what only an event
    needs in which somebody acts is not told: its modality, its position and most of what it is about;
    ``failed``: what was not done is done by its sense of rejecting.
    """

    senses: Senses
    trigger: Token
    subjects: tuple[Token, ...]
    object: tuple[Token, Token] | None
    direct: bool
    rule: str
    about: tuple[Token, Token] | None = None
    failed: bool = False
    modality: Modality = "done"
    position: tuple[str, ...] = ()


class Clauses:
    """Reads acts from trees: the verb or noun that triggers one, its senses, object and what modifies it."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._forms = words.verbs.keys() | words.nouns.keys()

    def events(self, sentence: Sentence) -> Iterator[Event]:
        """The acts of a sentence in text order; none of one that was not parsed."""
        if sentence.tree is None:
            return
        top, tag = sentence.tree.root, sentence.tree.root.tag_
        if tag[0] == "N" and top.lower_ in self._words.verbs and own_subjects(top):
            top.tag_ = "VBD" if top.lower_.endswith("ed") else "VBZ"  # no noun has a subject: "Arlen hosts first fair"
        for token in within(sentence, self._forms):
            if token.tag_.startswith("V") and (senses := self._words.verbs.get(token.lower_)):
                yield from self._verb(token, senses)
            elif token.tag_.startswith("N") and (senses := self._words.nouns.get(token.lower_)):
                yield from self._noun(token, senses)
        root = next(filter(self._words.shapes.of_itself, top.under("ccomp")), top)
        if root.lower_ not in self._words.verbs and self._words.shapes.plain(root) and not is_half(root):
            yield from self._verb(root, (PLAIN,))
        top.tag_ = tag  # others read the tree as it was

    def _verb(self, token: Token, senses: Senses) -> Iterator[Event]:
        told = self._words.shapes.of_another(token) or standing.is_usual(token)
        if told or standing.is_asked_for(token, self._words):
            return  # it only tells what another act is about
        passive = is_passive(token) and not self._words.shapes.by_votes(token)
        if passive and token.lower_ in self._words.classes["attending"]:
            return  # "a delegation led by"
        fined = token.dep_ == "conj" and is_passive(token.head) and not token.under("aux", "nsubj")
        fined = fined and any(sense.type == "fine" and sense.needs == "object" for sense in senses)
        passive = passive or fined or self._undergoes(token)  # "she was sentenced to jail and fined $5"
        failed = any(sense.type in ADOPTING for sense in senses) and self._failed(token)
        failed = failed and self._words.cues.category(token) == "negated"
        senses = tuple(replace(sense, type="reject") for sense in senses) if failed else senses
        object_, direct = objects.acted_upon(token, senses, self._words, passive=passive)
        telling = control.tellers(token, self._words) if senses[0].type == "announce" and not passive else ()
        object_ = None if telling else object_
        opens = token.is_sent_start or any(sense.type in ("fine", "sign") for sense in senses)  # "Authorised by"
        empty = object_ is None and (opens if passive else self._words.shapes.bare(token))  # "Decision taken on 2 July"
        if empty or (object_ is not None and passive and not object_.text[0].isalnum()):
            return
        acting = telling or self._acting(token, senses, object_, passive=passive)
        lawmaking = self._implied(token, senses, object_, acting, passive=passive)
        if lawmaking and _modality(token, acting, self._words, failed=failed) == "done":
            yield lawmaking
        named = self._announced(object_, senses)
        told = contents.told_behind(token) if object_ is None or object_.lower_ in CLOSED["where"] else None
        if told is None and object_ is None and senses[0].type in ("announce", "rule"):
            told = contents.told_before(token, telling or own_subjects(token))
        own = None if object_ is None else objects.stretch_of(object_, token)
        phrase = told or (contents.without_giver(own, acting) if own else None)
        granted = _granted(object_, self._words) if passive else None
        senses = (named,) if named else senses
        yield Event(senses, token, acting, phrase, direct, "passive" if passive else "active", granted, failed)

    def _undergoes(self, token: Token) -> bool:
        """Whether a past form tells what was done to its subject: "Member sentenced to a year", "bank fined $3m"."""
        if self._words.shapes.undergoes(token):
            return True
        if not self._words.shapes.may_undergo(token):
            return False
        having = token.under("dobj", "dative", "ccomp", "xcomp", "agent", "aux")
        between = (token.doc[token.i + 1 : each.left_edge.i] for each in having if each.tag_ != "VBG")
        return all(any(word.is_punct and not word.is_quote for word in part) for part in between)  # "held | Help us"

    def _acting(self, token: Token, senses: Senses, object_: Token | None, *, passive: bool) -> tuple[Token, ...]:
        """Heads of the phrases of those who act; an agreement is also signed by those with whom it is signed."""
        if passive:
            shared = any(each.type in _TRYING for each in senses)
            given = token.lower_ in self._words.classes["given"] or any(each.type in _GIVING for each in senses)
            acting = control.doers(token, self._words, shared=shared, given=given)
        else:
            acting = control.subjects(token, self._words)
            acting = (*acting, *(each for head in acting for each in companions(head)))
        acting = tuple(each for each in acting if not self._words.shapes.no_doer(each))
        if passive and not acting and object_ is not None:
            return _parties(token, object_, senses)
        signs = any(sense.type == "sign" for sense in senses)
        if not (acting and signs) or object_ is None or not self._words.objects["accord"].search(object_.text):
            return acting
        return (*acting, *(behind(token, "with") or behind(object_, "with")))

    def _implied(
        self, token: Token, senses: Senses, object_: Token | None, acting: tuple[Token, ...], *, passive: bool
    ) -> Event | None:
        """What a chamber that the clause does not name did to a law: "the amendment was defeated", "it failed"."""
        alone = not (passive or self._words.shapes.passes_by(token)) or (token.dep_, token.head.dep_) == ("acl", "ROOT")
        itself = tuple(sense for sense in senses if sense.needs == "itself") if alone else ()
        further = (self._words.verbs.get(each.lower_, ()) for each in token.under("xcomp"))
        itself = () if any(all(sense.type not in ADOPTING for sense in each) for each in further) else itself
        done_to = object_ if passive else next(iter(token.under("nsubj")), None)
        told = any(child.lower_ != "be" for child in token.under("auxpass")) and not self._words.shapes.lasts(token)
        lawmaking = told and senses[0].type in _LAWMAKING and token.dep_ not in ("acl", "relcl")
        aimed_at = token.dep_ == "ccomp" and token.head.tag_ == "VB"  # "to get the law passed"
        if aimed_at or done_to is None or not (itself or (passive and lawmaking)) or self._is_told_by_noun(done_to):
            return None
        phrase = stretch(done_to, token)
        return Event(
            itself or senses, token, acting if passive else (), phrase, direct=True, rule="implied",
            position=standing.position(token, acting, self._words), about=_granted(done_to, self._words) or phrase,
        )  # fmt: skip

    def _is_told_by_noun(self, noun: Token) -> bool:
        """Whether a noun tells the act itself: "approval of the Cabinet was granted"."""
        of_act = any(sense.type in _LAWMAKING for sense in self._words.nouns.get(noun.lower_, ()))
        return of_act and bool(owners(noun) or behind(noun, "by"))

    def _announced(self, object_: Token | None, senses: Senses) -> Sense | None:
        """To announce the introduction of a bill is to introduce it; "the Senate confirmation" is another's."""
        if object_ is None or object_.dep_ != "dobj" or senses[0].type != "announce" or senses[0].needs:
            return None
        told = self._words.nouns.get(object_.lower_)
        of_another = any(child.text[0].isupper() for child in object_.under("poss", "compound"))
        return replace(senses[0], type=told[0].type) if told and told[0].type in _ANNOUNCED and not of_another else None

    def _noun(self, token: Token, senses: Senses) -> Iterator[Event]:
        made = self._made(token, senses)
        object_ = of_what(token)
        acting = tuple(each for each in _owners(token, senses) if each.lower_ not in self._words.classes["hailing"])
        if senses[0].needs == "made":
            meant = {verb: self._words.verbs.get(verb.lower_, ()) for verb in made}
            put = [verb for verb, each in meant.items() if any(sense.needs == "proposal" for sense in each)]
            senses = senses if put else senses[1:]
            acting, made = (() if any(map(agents, put)) else acting), put or made
            if not senses:
                return
        if token.lower_ in self._words.classes["undergone"] and not owners(token):
            acting = ()  # "his appointment": he is who was appointed
        for holder in (token, *made):
            acting = acting or agents(holder)
        acting = acting or _parties(token, object_, senses)
        asked = token.lower_ in self._words.classes["asking"] and token.dep_ == "pobj"
        if not acting and (asked or token.head in made):
            acting = owners(token) or behind(token, "from") or behind(token.head, "from")  # "received approval from"
        gets = token.dep_ == "dobj" and token.head in made
        asks = gets and senses[0].type == "request"  # "the Senate received a request for"
        object_ = next(iter(own_subjects(token.head)), None) if gets and not asks else object_
        object_ = None if object_ in acting else object_  # "the proposal of the Senate"
        told = contents.purpose(token) if made and token.lower_ in self._words.classes["proposals"] else None
        if acting and (object_ is not None or told or (made and senses[0].needs == "made")):
            phrase = told or (stretch(token, made[0]) if object_ is None else stretch(object_))
            yield Event(senses, token, acting, phrase, direct=False, rule="noun")

    def _made(self, token: Token, senses: Senses) -> list[Token]:
        """The participles that tell who has made it or granted it."""
        if is_weak(senses):
            return []  # "the meeting held to open the bids" is none to open them
        made = [child for child in token.under("acl") if child.tag_ == "VBN"]
        if token.dep_ in ("nsubjpass", "dobj") and token.head.lower_ in self._words.classes["given"]:
            made.append(token.head)  # "Cabinet approval was granted to", "the bill received the approval of"
        return made

    def _failed(self, token: Token) -> bool:
        fails = token.head.lower_ in self._words.classes["failing"]  # not in "if it fails to pass the bill"
        return self._words.shapes.undone(token) or (fails and recorded(self._words.cues.category(token.head)) == "done")


def whole(event: Event, words: Lexicon) -> Event:
    """The event with its modality, its position and what it is about."""
    token, phrase = event.trigger, event.object
    if event.rule == "implied":
        return event
    if event.rule == "noun":
        return replace(event, modality=recorded(words.cues.category(token)))
    behind_it = event.rule == "passive" and not (phrase and phrase[0].i < token.i)
    return replace(
        event,
        modality=_modality(token, event.subjects, words, failed=event.failed),
        position=standing.position(token, event.subjects, words),
        about=event.about or (phrase if behind_it else contents.content(token, phrase, words)),
    )


def _modality(token: Token, acting: tuple[Token, ...], words: Lexicon, *, failed: bool) -> Modality:
    """What the act of a verb is; what failed is done, "as we approve funds" reports no act."""
    modality = "done" if failed else recorded(words.cues.category(token))
    aside = token.tag_ == "VBP" and token.dep_ in _ASIDES and any(each.lower_ == "we" for each in acting)
    return "possible" if modality == "done" and aside else modality


def _parties(token: Token, object_: Token | None, senses: Senses) -> tuple[Token, ...]:
    """Those between whom it is ("talks were held between") or what is signed: in a law's name they did not pass it."""
    signed = None if any(sense.type in _LAWMAKING for sense in senses) else object_
    return behind(token, "between") or (() if signed is None else behind(signed, "between"))


def _granted(object_: Token | None, words: Lexicon) -> tuple[Token, Token] | None:
    """What is proposed where only the proposal is the object: "approval was granted to draft a bill"."""
    return contents.purpose(object_) if object_ is not None and object_.lower_ in words.classes["proposals"] else None


def _owners(noun: Token, senses: Senses) -> tuple[Token, ...]:
    """Whose act it is: "the President's veto", "Senate passage of the bill"; "Supreme Court nominee" tells for what."""
    named = tuple(noun.under("poss"))
    if named or senses[0].type == "appoint" or (senses[0].type == "request" and noun.dep_ == "pobj"):
        return named
    return tuple(child for child in noun.under("compound") if child.i == noun.i - 1 and child.text[0].isupper())
