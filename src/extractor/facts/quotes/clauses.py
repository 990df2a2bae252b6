"""What a verb of saying reports, in a sentence's tree: a clause, what somebody is to do, or all that follows."""

from collections.abc import Iterator

from extractor.facts.quotes.claims import TOLD_BY_NOUN, as_told, is_of_another
from extractor.facts.quotes.listeners import Listeners
from extractor.facts.quotes.speech import Speech, Verb
from extractor.text.phrases import FINITE, clause
from extractor.text.syntax import SUBJECTS, bidden, goes_on, is_infinitive, lacks_agent, own_subjects, subject
from extractor.tree import Span, Token

_FEWEST_WORDS = 2
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl"})
_THINGS = frozenset({"NN", "NNS"})
_NAMES = frozenset({"NNP", "NNPS", "CD", "POS"})
_REPORTING = frozenset({"ROOT", "conj", "relcl"})

Pieces = list[tuple[int, int]]
"""Stretches of tokens, as tree indices."""
_HEARERS = frozenset({"dobj", "dative"})
_JOINED = frozenset({"conj", "advcl", "parataxis"})
_TELLING = SUBJECTS | {"mark", "expl", "csubj", "csubjpass"}
_LONGEST_SUBJECT = 6
_LATER = 4
"""So many tokens behind its verb a clause begins before which another is set ("– the mayor said on Monday that")."""
_DASHES = frozenset({"-", "–", "—", "--"})


class Clauses:
    """Finds the clause that a verb of saying reports, by the parse: pieces from one token index to another."""

    def __init__(self, speech: Speech) -> None:
        self._speech, self._listeners = speech, Listeners(speech)

    def content(self, tree: Span, verb: Token, known: Verb) -> Pieces:
        """What ``verb`` says, as a clause: in two pieces where the verb stands inside it."""
        if known.clause in ("no", "noun"):
            return self._felt(tree, verb) if known.clause == "noun" else []
        if (first := self._apart(tree, verb, known)) is not None:
            return [(first, self._before_more(verb, first, tree.end))]
        closes, told = self._closes(tree, verb, known), verb.under("ccomp")
        for child in told:
            if self._speech.shapes.no_clause(child) or _parted(child, verb):
                continue
            before = child.i < verb.i
            if before and (
                not closes or _tells_behind(tree, verb, told) or lacks_agent(verb) or self._has_object(verb, known)
            ):
                continue
            start, end = clause(child, tree)
            if any(more.left_edge.i == end > verb.i for more in told if more.i > verb.i):
                end = max(more.right_edge.i + 1 for more in told if more.i > verb.i)
            if start < verb.i:
                stop = next((token.i for token in tree.doc[verb.i : start : -1] if token.text == ";"), start - 1)
                return [(stop + 1, _before_teller(verb, end))]
            former = tree.doc[start - 1]
            if start > verb.i + _LATER and former.dep_ == "prep" and not former.rights:
                continue  # "replying to a question from | Brook, who asked when …", torn apart
            first = self._opening(tree, verb, known, child, start)
            last = self._extended(tree, verb, end)
            return [] if first is None else [(first, self._before_more(verb, first, last))]
        if closes and not self._has_object(verb, known) and _is_set_in(verb, tree):
            (start, end), (first, last) = clause(verb.head, tree), clause(verb, tree)
            names = [noun.left_edge.i for noun in verb.under("nsubj") if noun.i < verb.i]
            first = max(first, *names[1:], 0)  # "the port, [he] said, is"
            return [piece for piece in ((start, first), (last, end)) if piece[1] - piece[0] >= _FEWEST_WORDS]
        return []

    def _closes(self, tree: Span, verb: Token, known: Verb) -> bool:
        """Whether a verb may stand behind what is said: "they are unsafe, it found"."""
        behind = tree.doc[min(verb.i + 1, tree.end - 1)]
        if self._speech.shapes.opens(verb) or behind.tag_ in FINITE:  # "blaming tensions it said were caused by drills"
            return False
        clauses = any(token.tag_ in FINITE or token.lower_ == "that" for token in tree.doc[verb.i + 1 : tree.end])
        marked = any(mark.dep_ == "mark" and mark.lower_ != "as" for mark in verb.lefts)
        return (known.direct or known.clause == "bare" or not clauses) and not marked

    def _apart(self, tree: Span, verb: Token, known: Verb) -> int | None:
        """Where a clause begins whose verb tells who is cited for it, or behind who is told; None for others."""
        cited = as_told(tree, verb, known, self._speech)
        if cited is not None or known.name not in self._speech.words["addressing"]:
            return cited
        return self._listeners.behind(tree, verb)

    def _opening(self, tree: Span, verb: Token, known: Verb, said: Token, start: int) -> int | None:
        """Where a clause opens behind its verb whose words begin at ``start``; None where it is none that is said."""
        that = next((mark.i for mark in said.lefts if mark.lower_ == "that" and mark.dep_ == "mark"), start)
        bare, start = tree.doc[that].lower_ != "that", verb.i + 1 if tree.doc[that].tag_ in FINITE else that
        if lost := bare and known.clause == "bare" and _lost_subject(verb, said):
            start = verb.i + 1  # "said [the pier, as opposed to the wharf, should be rebuilt]"
        if bare and known.name in self._speech.words["addressing"]:
            heard = (noun.right_edge.i + 1 for noun in verb.rights if noun.dep_ in _HEARERS)
            start = max((end for end in heard if end <= said.i and tree.doc[end].tag_ not in FINITE), default=start)
        needs = bare and known.name in self._speech.words["strict"]  # "underscored the urgency"
        deeds = (deed for deed in verb.under("xcomp") if verb.i < deed.i < said.i)
        does = bare and any(deeds)  # "agreed to go, a step …"
        if bare and tree.doc[start - 1].tag_ == "IN" and tree.doc[start - 1].head is verb:
            start = verb.i + 1  # "suggested Chinese as [a second language be taught]"
        opening = tree.doc[start]
        owns = bare and known.clause == "bare" and start != verb.i + 1 and self._has_object(verb, known)
        broken = opening.is_punct or opening.tag_ in FINITE or tree.doc[start - 1].text == "-"  # "co-operate"
        far = not lost and that - start > _LONGEST_SUBJECT  # "a move she said had failed"
        return None if needs or does or owns or broken or far else start

    def _has_object(self, verb: Token, known: Verb) -> bool:
        """Whether a verb tells what somebody claims and the like, no listener ("claimed £100")."""
        return known.name not in self._speech.words["addressing"] and self._speech.shapes.owns(verb)

    def _felt(self, tree: Span, verb: Token) -> Pieces:
        """What a verb says by a noun ("expressed hope [that it would end]", "voiced readiness [to help]")."""
        nouns = (noun for noun in verb.under("dobj") if noun.i > verb.i)
        noun = next((noun for noun in nouns if noun.lower_ in self._speech.feelings), None)
        if noun is None:
            return []
        for child in (*noun.rights, *verb.rights):
            marks = {left.lower_ for left in child.lefts if left.dep_ == "mark"}
            if child.i > noun.i and child.dep_ in TOLD_BY_NOUN and (is_infinitive(child) or "that" in marks):
                start, end = clause(child, tree)
                return [(start, self._before_more(verb, start, end))]
        return []

    def wish(self, tree: Span, verb: Token, known: Verb) -> Pieces:
        """What somebody is to do by the will of who does the ``verb`` ("urged [the council to go]")."""
        upon = self._speech.words["upon"]
        others = known.infinitive == "on" and not self._speech.shapes.upon(verb)
        if known.infinitive == "no" or others or lacks_agent(verb):
            return []
        deed = next((child for child in verb.rights if child.dep_ in _CLAUSES and is_infinitive(child)), None)
        deed = deed or next(filter(None, map(bidden, _asked(verb, upon))), None)
        asked = next((noun for noun in _asked(verb, upon) if deed is not None and noun.i < deed.i), None)
        if deed is None or (known.infinitive == "own" and asked is not None):  # "pledged money to build it"
            return []
        if asked is None and deed.dep_ == "advcl" and not any(left.lower_ == "for" for left in deed.lefts):
            return []  # "asked for a loan to pay the men"
        start = (asked or deed).left_edge.i
        end = self._extended(tree, verb, deed.right_edge.i + 1)
        buts = (word.i - 1 for word in tree.doc[deed.right_edge.i + 1 : end] if word.lower_ == "but")
        done = (each for each in tree.doc[deed.i : end] if each.dep_ == "advcl" and each.tag_ in ("VBD", "VBN"))
        when = (each.left_edge.i for each in done if each.left_edge.lower_ == "after" and own_subjects(each))
        end = next(when, end)  # "vowed to act after a ship sank"
        return [(start, self._before_more(verb, start, next(buts, end)))]  # "called on him to go, but he stayed"

    def rest(self, tree: Span, verb: Token, known: Verb) -> Pieces:
        """All that follows a verb which needs no "that", where the parser sees no clause but there is one."""
        opens = self._speech.shapes.opens(verb)
        if known.name not in self._speech.words["strict"] and not verb.under("ccomp"):  # "pointed to a plan that"
            opens = opens or self._listeners.that(tree, verb.i + 1) is not None
        led = opens and verb.dep_ == "ccomp" and verb.left_edge.i == tree.start  # "said that to go, it had decided"
        if not (led or verb.dep_ in _REPORTING) or not (known.clause == "bare" or (known.clause == "that" and opens)):
            return []
        objects = [] if opens else [child for child in verb.rights if child.dep_ == "dobj"]
        owned = known.name in self._speech.words["owning"]  # "claimed the Child Credit, which is doubled"
        counted = known.name in self._speech.words["counting"]  # "said [72 per cent of them had fled]"
        objects = [
            child for child in objects if not (counted and any(each.text[0].isdecimal() for each in child.lefts))
        ]
        if any(child.tag_ in _THINGS or (owned and child.tag_ in _NAMES) for child in objects):
            return []
        rest = tree.doc[verb.i + 1 : self._extended(tree, verb, tree.end)]
        if not any(word.tag_ in FINITE for word in rest) or (lacks_agent(verb) and rest[0].tag_ in {"TO", "RP", "IN"}):
            return []
        asides = rest[0].tag_ == "IN"  # "said in a statement that", where parsers see a relative clause
        that = next((word.i for word in rest if word.lower_ == "that" and (asides or word.tag_ == "IN")), None)
        object_ = rest[0].tag_ == "PRP" and rest[0].dep_ in _HEARERS  # "told her when they parted"
        heard = object_ or rest[0].lower_ in self._speech.words["listener"]
        if that is None and (heard or rest[0].tag_ in FINITE or _only_when(rest)):
            return []
        return [(that or rest[0].i, rest[-1].i + 1)]

    def _before_more(self, verb: Token, start: int, end: int) -> int:
        """The end of a clause before another verb of saying, another who speaks, or the dash that closes an aside."""
        doc, opening = verb.doc, verb.left_edge.i
        first = next((child.i for child in verb.rights if child.dep_ == "ccomp" and child.i < end), start)
        if opening and doc[opening - 1].text in _DASHES:
            end = next((i for i in range(start, end) if doc[i].text in _DASHES), end)
        for token in doc[max(start, first) + 1 : end]:
            known = self._speech.verbs.get(token.lower_)
            says = known is not None and known.clause != "no"
            if says and goes_on(token) and any(child.dep_ == "ccomp" for child in token.rights):
                noun = None if token.tag_ == "VBG" else subject(token)
                if noun is None or not self._speech.speaks(noun):
                    return next((i for i in range(token.i - 1, start, -1) if doc[i].dep_ in ("punct", "cc")), token.i)
            if self._is_judging(token):
                return token.i - 1
            joined = token.dep_ in _JOINED and token.left_edge.i > start
            if joined and is_of_another(token, verb, self._speech, says=says):
                cut = token.left_edge.i
                cut -= doc[cut - 1].dep_ == "advmod" and doc[cut - 2].dep_ == "cc"  # "but also [attacked]"
                while doc[cut - 1].dep_ in ("cc", "punct") and not doc[cut - 1].is_quote:
                    cut -= 1
                return cut
        return end

    def _is_judging(self, token: Token) -> bool:
        """Whether a speaker goes on by a participle behind a mark ("said it was open, [calling] it a success")."""
        known = self._speech.verbs.get(token.lower_)
        says = token.lower_ in self._speech.parts and (known is None or known.direct or known.infinitive != "no")
        before = token.doc[token.sent.start : token.i]
        behind = says and token.tag_ == "VBG" and token.dep_ in _JOINED and before[-1].text in {",", *_DASHES}
        return behind and sum(each.is_quote for each in before) % 2 == 0

    def _extended(self, tree: Span, verb: Token, end: int) -> int:
        """The end of a reported clause: the sentence's, or that of a relative clause, or the next verb of saying."""
        limit = tree.end
        for token in (verb, *verb.ancestors):  # also "With Bell insisting it would open, the house voted"
            before = token.dep_ in ("advcl", "pcomp") and token.right_edge.i < verb.sent.root.i
            if before or token.dep_ in ("relcl", "acl"):
                limit = min(limit, token.right_edge.i + 1)
        for token in tree.doc[end:limit]:
            says = token.lower_ in self._speech.verbs and token.tag_.startswith("VB")
            if (says and not self._speech.shapes.trailing(token)) or token.lower_ in self._speech.words["source"]:
                return end
        return max(end, limit)


def _before_teller(verb: Token, end: int) -> int:
    """Where what is told before its verb ends: at the comma there, where parsers cut a list ("held gas, oil, …")."""
    comma = next((noun.left_edge for noun in own_subjects(verb) if noun.i < verb.i), verb).i - 1
    whole = comma > end and verb.doc[comma].text == verb.doc[end].text == ","
    parted = whole and any(each.head is verb and each.tag_ in FINITE for each in verb.doc[end:comma])
    return comma if whole and not parted else end


def _lost_subject(verb: Token, said: Token) -> bool:
    """Whether the parser takes the subject of what is said for the object of the verb of saying."""
    told = any(child.dep_ in _TELLING for child in said.lefts)
    return not told and any(child.dep_ == "dobj" and child.i < said.i for child in verb.rights)


def _only_when(rest: list[Token]) -> bool:
    """Whether what follows a verb is but a clause that tells when or why ("said [after she was sworn in]")."""
    first = rest[0]
    tells = first.dep_ == "mark" or first.lower_ == "when"
    behind = any(word.tag_ in FINITE for word in rest if word.i > first.head.right_edge.i)
    return tells and not (behind or any(_opens_behind(word, first) for word in rest))


def _opens_behind(verb: Token, mark: Token) -> bool:
    """Whether a clause without a mark follows one with it ("while it is late and while it rains, [the pier is] …")."""
    doers = (noun for noun in verb.under(*SUBJECTS) if mark.i < noun.i < verb.i)
    return verb is not mark.head and any(noun.doc[noun.left_edge.i - 1].text == "," for noun in doers)


def _is_set_in(verb: Token, tree: Span) -> bool:
    """Whether a verb stands, with a mark behind it, in the clause that it reports ("the pier, he said, will open")."""
    set_in = verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and verb.head.i > verb.i)
    if not set_in or verb.tag_ not in FINITE or lacks_agent(verb) or _parted(verb, verb.head):
        return False
    last = clause(verb, tree)[1]
    return last >= tree.end or tree.doc[last].is_punct


def _asked(verb: Token, upon: frozenset[str]) -> Iterator[Token]:
    """Who is to do what a verb tells ("urged the council to go", "called on the council to go")."""
    for child in verb.rights:
        if child.dep_ in ("dobj", "dative"):
            yield child
        elif child.lower_ in upon:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _parted(one: Token, other: Token) -> bool:
    first, last = sorted((one.i, other.i))
    return any(token.text == ";" for token in one.doc[first:last])


def _tells_behind(tree: Span, verb: Token, told: list[Token]) -> bool:
    """Whether what a verb tells that may stand behind it does so, right there or behind a colon."""
    reach = verb.i + _LATER * (not tree.doc[min(verb.i + 1, tree.end - 1)].is_punct)
    if any(verb.i < child.left_edge.i < reach and own_subjects(child) for child in told):
        return True
    return any(token.text == ":" for token in tree.doc[verb.i + 1 : min(verb.i + _LATER, tree.end)])
