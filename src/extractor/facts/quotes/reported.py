"""How far what is reported reaches: clauses, and what stands beside "according to X"."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of
from extractor.facts.quotes.clauses import Pieces
from extractor.facts.quotes.cues import Attribution
from extractor.facts.quotes.sources import astray, closer, issuer
from extractor.facts.quotes.speech import FORMS, Speech
from extractor.text.phrases import FINITE, phrase
from extractor.text.spans import trimmed
from extractor.text.syntax import own_subjects, subject
from extractor.tree import Span, Token

_FEWEST_WORDS, _NEAR = 2, 3
_FEWEST_BEFORE, _MOST_BEHIND = 6, 8
_RELATIVES = frozenset({"WP", "WDT", "WP$", "WRB"})
_NO_SUBJECT = frozenset({"nsubjpass", "expl", "csubj"})
_NEEDED = frozenset({"attr", "acomp", "dobj", "pobj", "pcomp"})
_EDGES = " \t\n\r\xa0,;:.—–-"
_OPENING = " “\"'‘"
_LONGEST_CREDIT, _MOSTLY, _LONGEST_AGENCY = 40, 0.6, 6
_NAMED = frozenset({"DT", "JJ", "NN", "NNP", "NNPS"})


def according(context: Context, tree: Span, token: Token, speech: Speech) -> tuple[Attribution, Pieces]:
    """Whom the word ``token`` ("according") names, and what is told so, as stretches of tree tokens."""
    to, noun = _named(token)
    numbered = noun is not None and noun.i + 1 < tree.end and tree.doc[noun.i + 1].tag_ == "CD"
    if to is None or noun is None or numbered or speech.nouns.roles.get(noun.lower_) == "part":
        return Attribution(None, None, "according"), []
    attribution = Attribution(mention_of(context, issuer(noun, speech)), (token.at, to.place[1]), "according")
    end = phrase(noun)[1]
    if token.i - tree.start > 1 and token.text.islower():
        above = pairwise((token, *token.ancestors))
        told = any(low.dep_ == "ccomp" and verb.lower_ in speech.verbs and subject(verb) for low, verb in above)
        cut = end < tree.end and tree.doc[end].lower_ == "that"
        pointing = any(each.tag_ == "DT" for each in own_subjects(token.head)) and token.i == token.head.i + 1
        if told or cut or pointing or (attribution.mention is not None and context.in_law(attribution.mention.head)):
            return attribution, []
        return attribution, _around(tree, token, end)
    after = token.right_edge.i + 1
    if not own_subjects(token.head) and not any(child.dep_ in _NO_SUBJECT for child in token.head.lefts):
        after = next((i for i in range(end, after) if tree.doc[i].text == ","), after - 1) + 1
    beside = next((i for i in range(after, tree.end) if not tree.doc[i].is_punct), min(end, tree.end - 1))
    if (tree.doc[beside].dep_, tree.doc[beside].tag_) == ("advcl", "VBN"):  # "according to the council, led by Bell, …"
        after = tree.doc[beside].right_edge.i + 1
    return attribution, [(after if after + _FEWEST_WORDS < tree.end else end, tree.end)]


def closing(tree: Span, verb: Token, speech: Speech, *, apart: bool = False) -> Pieces:
    """What stands before a comma and who says so at the end of a sentence, whatever parsers see there.

    Nothing if ``apart``, unless parsers miss who says it or an agency is named behind.
    """
    credit = _credited(tree, verb, speech)
    if apart and not credit and astray(verb, speech) is None:
        return []
    closes, behind = closer(verb, speech), tree.doc[verb.i + 1 : credit or tree.end]
    listens = speech.verbs[verb.lower_].name in speech.words["addressing"]
    needs = () if listens else ("dobj",)
    told = closes is None and any(word.tag_ in FINITE or word.dep_ in needs for word in behind)
    noun = closes or next(iter(own_subjects(verb)), None) or _cited(verb) or astray(verb, speech)
    speaks = noun is not None and (speech.speaks(noun) or speech.is_paper(noun))
    if noun is None or verb.tag_ == "VB" or not speaks or len(behind) > _MOST_BEHIND:
        return []
    comma = min(noun.left_edge.i, verb.i) - 1
    said = tree.doc[tree.start : max(comma, tree.start)]
    told = told or (closes is None and any(word.dep_ == "mark" or word.tag_ == "WRB" for word in said[:1]))
    if told or len(said) < _FEWEST_BEFORE or tree.doc[comma].text != ",":
        return []
    says = {verb} | {word for word in said if word.lower_ in speech.verbs and word.tag_ in FINITE}
    does = len(says) == 1 and any(word.tag_ in FINITE and word.head is not verb for word in said)
    return [(said[0].i, comma)] if does else []


def _cited(verb: Token) -> Token | None:
    """Who is quoted or cited "as saying" it."""
    quoted = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb
    return next(iter(quoted.under("nsubjpass")), None) if quoted.tag_ == "VBN" else None


def _credited(tree: Span, verb: Token, speech: Speech) -> int | None:
    """Where an agency is named behind who speaks, at the end of a sentence ("…, Bell said, [Gazeta reports]")."""
    crediting = speech.words["crediting"]
    last = next((word for word in reversed(tree.doc[verb.i + 1 : tree.end]) if word.text.isalpha()), verb)
    if last.lower_ not in crediting:
        behind = (word for word in tree.doc[verb.i + 1 : tree.end] if word.lower_ in crediting)
        return next((word.i - 1 for word in behind if _is_credit(word)), None)
    at = last.i
    while at > verb.i and tree.doc[at - 1].text[0].isupper():
        at -= 1
    return at - 1 if verb.i < at - 1 < last.i - 1 and tree.doc[at - 1].text == "," else None


def _is_credit(verb: Token) -> bool:
    """Whether a sentence ends by it with the agency that has it from who speaks ("…, reports news agency Gazeta")."""
    behind = [word for word in verb.doc[verb.i + 1 : verb.sent.end][: _LONGEST_AGENCY + 2] if word.text.isalnum()]
    if verb.i == verb.sent.start or verb.nbor(-1).text != "," or not 0 < len(behind) <= _LONGEST_AGENCY:
        return False
    return behind[-1].text[0].isupper() and all(word.tag_ in _NAMED for word in behind)


def passes_on(context: Context, verb: Token, speech: Speech) -> bool:
    """Whether it but names the agency that has it from one who says so before ("Bell said …, reports Gazeta")."""
    if verb.lower_ not in speech.words["crediting"] or not _is_credit(verb):
        return False
    before = (word for word in verb.doc[verb.sent.start : verb.i] if word.lower_ in speech.verbs)
    told = any(word.tag_ in FINITE and own_subjects(word) for word in before)
    return told and not context.named(verb.at, context.bounds(verb.at)[1])


def _named(token: Token) -> tuple[Token | None, Token | None]:
    """The "to" of "according to" and the noun behind it."""
    to = next((child for child in token.children if child.lower_ == "to"), None)
    return to, next(iter(to.under("pobj")), None) if to else None


def _around(tree: Span, token: Token, end: int) -> Pieces:
    """What stands before "according to X", which ends at ``end``, and what goes on behind it.

    What stands before another one in the sentence is not X's, nor before a conjunction ("won and, according to X,
    fled"); nothing is told where the first half breaks off ("killed 62, including, according to X, 54 children").
    """
    doc = tree.doc
    said = next((i + 1 for i in range(token.i - 1, tree.start, -1) if not doc[i].is_punct), tree.start)
    last = doc[said - 1]
    needed = [child.i for child in last.rights if child.dep_ in _NEEDED]
    if max(needed, default=end if last.tag_ in ("VBG", "IN") else 0) >= end:
        return []
    others = (_named(other)[1] for other in doc[tree.start : said] if other.lower_ == token.lower_)
    start = max((phrase(noun)[1] for noun in others if noun is not None), default=tree.start)
    while start < said and doc[start].dep_ in ("punct", "cc"):
        start += 1
    return [*([] if last.dep_ == "cc" else [(start, token.i)]), *_second_half(tree, end, token.lower_)]


def _second_half(tree: Span, end: int, according: str) -> Iterator[tuple[int, int]]:
    """What goes on after "according to X," where that is a clause and no new attribution or relative begins it."""
    rest = tree.doc[end + 1 : tree.end]
    if end == tree.end or tree.doc[end].text != "," or any(token.tag_ in _RELATIVES for token in rest[:_NEAR]):
        return
    if any(token.tag_ in FINITE for token in rest) and not any(token.lower_ == according for token in rest):
        yield (end + 1, tree.end)


class Report(Struct, frozen=True):
    """A reported clause, offsets in code points, with its attribution."""

    start: int
    end: int
    attribution: Attribution


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space and marks at its edges, without an agency before it or behind ("… .  - Bernama")."""
    start, end = trimmed(text, start, end, _EDGES)
    wire = FORMS.wire.match(text, start, end)  # "(Reuters) - The port …"
    start = wire.end() if wire else start
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    credit = FORMS.credit.search(text, max(start, end - _LONGEST_CREDIT), end)
    return start, credit.start() if credit else end


def before_cue(text: str, report: Report, cues: list[int], named: Mapping[int, Mention | None]) -> Report:
    """A report without the attribution of a direct quotation at its end (``the port would close, adding: “…”``).

    Where no comma stands there, its speaker goes on (``said the port was shut and added: “…”``).
    """
    for cue in cues[bisect_left(cues, report.start) : bisect_left(cues, report.end)]:
        if report.attribution.cue is not None and cue == report.attribution.cue[0]:
            continue
        comma = max(text.rfind(mark, report.start, cue) for mark in ',”"')
        if comma > report.start:
            return replace(report, end=comma + (text[comma] != ","))
        joined, who = FORMS.joined_cue.search(text, report.start, cue), report.attribution.mention
        if joined is not None and who is not None and named[cue] == who:
            return replace(report, end=joined.start())
    return report


def names(report: Report, other: Report) -> bool:
    """Whether a report is but who says another by its side ("a court upheld it, [the agency Gazeta reported]").

    Or the other with who says it, before an agency's name ("[a court upheld it, Bell said], Gazeta reported").
    """
    who, cue = other.attribution.mention, other.attribution.cue
    if who is None or cue is None:
        return False
    if report.start < other.end and other.start < report.end:
        agency = report.attribution.cue is not None and report.end <= report.attribution.cue[0] and report is not other
        return agency and other.attribution.rule == "clause" and other.end <= who.start and who.end <= report.end
    less = report.end - report.start < other.end - other.start
    return less and report.start <= min(who.start, cue[0]) and max(who.end, cue[1]) <= report.end


def fresh(text: str, report: Report, heard: list[tuple[int, int]]) -> bool:
    """Whether a report says more than the direct quotations (in order) that it overlaps, and begins in none of them."""
    covered = 0
    for place in range(bisect_left(heard, (report.end,)) - 1, -1, -1):
        start, end = heard[place]
        if end <= report.start:
            break
        led, cue = text[report.start : start].rstrip(_OPENING).endswith(":"), report.attribution.cue
        if start <= report.start or (led and cue is not None and cue[0] >= end):
            return False  # "… : “The pier is shut,” she says"
        covered += min(end, report.end) - max(start, report.start)
    length = report.end - report.start
    return len(text[report.start : report.end].split()) >= _FEWEST_WORDS and covered < length * _MOSTLY
