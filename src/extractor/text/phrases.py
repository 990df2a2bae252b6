"""How far noun phrases, clauses and objects reach in the dependency parse."""

from extractor.rules.gazetteer import CLOSED
from extractor.text.syntax import is_hyphened, joined_above
from extractor.tree import Span, Token

_NAMES = frozenset({"NNP", "NNPS"})
_OUTSIDE = frozenset({"relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "advmod", "npadvmod", "dep"})
_SET_OFF = frozenset({"(", ",", "-LRB-", "“", '"', "—", "–", ":"})
_CLOSING = frozenset({"relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "prep", "npadvmod", "agent"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPEN = ("V", "MD", "RB", "JJ", "WRB", "RP")
_UNFINISHED = frozenset({"DT", "IN", "TO", "CC", "PRP$", "WDT", "WP", "$"})
_LONGEST_OBJECT, _LONGEST_WHOLE, _BRACKETS = 40, 60, frozenset("()[]{}<>")


def phrase(noun: Token) -> tuple[int, int]:
    """The noun phrase of ``noun`` without what is set off, follows as a clause or tells when, as tree token indices.

    A name set beside a role ("the spokesperson, Ana Bell") belongs to it; a role set beside a name does not.
    """
    start = noun.left_edge.i
    doc = noun.doc
    for child in noun.lefts:
        if child.dep_ in ("prep", "advcl") or (child.dep_ == "punct" and child.text == ","):
            start = child.right_edge.i + 1
    while start < noun.i and (
        _opens_phrase(doc[start]) or (doc[start].dep_ == "advmod" and doc[start + 1].text == ",")
    ):
        start += 1  # "However, [Ana Bell]"
    end = noun.i + 1
    halved = end + 1 if is_hyphened(noun) else noun.i  # "secretary-[general] of the party"
    for child in noun.rights:
        if child.dep_ == "appos" and _is_name(child) and (noun.tag_ not in _NAMES or child.left_edge.i == end):
            end = child.i + 1
        elif child.dep_ in _OUTSIDE and child.i > halved:
            if child.dep_ != "punct" or child.text != ",":
                break
        elif child is noun.rights[-1] and child.lower_ in (CLOSED["when"] if noun.tag_ in _NAMES else ("on",)):
            break
        else:
            edge = child.right_edge.i + 1
            end = next((i for i in range(end, edge) if doc[i].text in _SET_OFF), edge)
            if end < edge:
                break
    return start, end


def _opens_phrase(token: Token) -> bool:
    return token.is_punct or token.is_space or token.dep_ in ("cc", "mark")


def clause(head: Token, within: Span) -> tuple[int, int]:
    """The tokens under ``head``, as tree token indices, without punctuation at the edges."""
    start, end = max(head.left_edge.i, within.start), min(head.right_edge.i + 1, within.end)
    doc = head.doc
    while start < end and _is_edge(doc[start]) and doc[start].text not in _BRACKETS:
        start += 1
    while end > start and _is_edge(doc[end - 1]):
        end -= 1
    return start, end


def _is_edge(token: Token) -> bool:
    return (token.is_punct or token.is_space) and not token.is_quote


def stretch(head: Token, verb: Token | None = None) -> tuple[Token, Token]:
    """First and last token of a head's phrase, so long at most, without relative clause or the participle ``verb``."""
    first, last = head.left_edge, head.right_edge
    for child in head.children:
        apart = (child.dep_ in ("relcl", "appos") and not _is_its_name(child)) or child == verb or joined_above(child)
        if apart and child.left_edge.i > head.i:
            last = head.doc[child.left_edge.i - 1]
            break
    last = until(first, last)
    while first.i < last.i and (first.is_space or first.is_punct):
        first = first.nbor()
    return first, last


def _is_its_name(beside: Token) -> bool:
    """Whether a name set beside a noun tells who is meant: "a former mayor, Omar Haddad"."""
    set_off = beside.dep_ == "appos" and beside.left_edge.nbor(-1).text == ","
    common = beside.head.tag_ not in _NAMES or beside.head.left_edge.tag_ == "PRP$"  # "his Youth MP, Omar Haddad"
    return set_off and _is_name(beside) and common


def _is_name(beside: Token) -> bool:
    """Whether what is set beside a noun is a name, and not one of many: "the governor, a Republican"."""
    return beside.tag_ in _NAMES and beside.left_edge.lower_ not in ("a", "an")


def until(first: Token, last: Token) -> Token:
    """The last token of a stretch, not too long, behind which only phrases of their own follow ("laws | coming")."""
    doc, whole = last.doc, last.i
    part = [doc[i] for i in range(first.i, whole + 1)]
    until = range(whole if whole < first.i + _LONGEST_WHOLE else first.i + _LONGEST_OBJECT - 1, first.i, -1)
    last = next((doc[i] for i in until if i == whole or _is_closed(part, doc[i])), last)
    while last.i > first.i and (last.is_punct or last.is_space or last.tag_ == "CC"):
        last = last.nbor(-1)
    while last.i + 1 < last.sent.end and (last.tag_.startswith(_OPEN) or last.tag_ in _UNFINISHED or last.is_quote):
        if _is_end(follower := last.nbor()):
            break
        last = follower.right_edge
    while last.i > first.i and (last.is_punct or last.is_space or last.tag_ in _UNFINISHED):
        last = last.nbor(-1)
    return last


def _is_end(token: Token) -> bool:
    opens = token.dep_ == "mark" and token.head.dep_ == "advcl"  # "warns public | as cases rise"
    return opens or _is_edge(token) or token.dep_ == "cc" or token.tag_ in FINITE


def _is_closed(part: list[Token], last: Token) -> bool:
    """Whether no word of a stretch up to ``last`` needs one behind that, as a verb, an adjective or a name might."""
    behind = {token.i for token in part if token.i > last.i}
    return not last.tag_.startswith(_OPEN) and all(
        (token.head.i in behind) == (token.i in behind)
        or (token.i in behind and (token.head.i < part[0].i or (token.dep_ in _CLOSING and token.lower_ != "of")))
        for token in part
    )
