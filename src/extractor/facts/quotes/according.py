"""What stands beside "according to X": all that goes before, or else all that follows."""

from collections.abc import Iterator
from itertools import pairwise

from extractor.coref.context import Context
from extractor.coref.mentions import mention_of
from extractor.draft import Sentence
from extractor.facts.quotes.clauses import Pieces
from extractor.facts.quotes.cues import Attribution
from extractor.facts.quotes.speech import Speech
from extractor.text.phrases import FINITE, phrase
from extractor.text.syntax import own_subjects, subject
from extractor.tree import Span, Token

_FEWEST_WORDS = 2
_NEAR = 3
_RELATIVES = frozenset({"WP", "WDT", "WP$", "WRB"})
_OPEN = frozenset({"VBG", "IN"})
_NO_SUBJECT = frozenset({"nsubjpass", "expl", "csubj"})
_NEEDED = frozenset({"attr", "acomp", "dobj", "pobj", "pcomp"})


def according(context: Context, sentence: Sentence, token: Token, speech: Speech) -> tuple[Attribution, Pieces]:
    """Whom the word ``token`` ("according") names, and what is told so, as stretches of tree tokens."""
    assert sentence.tree is not None
    tree = sentence.tree
    to, noun = _named(token)
    numbered = noun is not None and noun.i + 1 < tree.end and tree.doc[noun.i + 1].tag_ == "CD"
    if to is None or noun is None or numbered or speech.nouns.roles.get(noun.lower_) == "part":
        return Attribution(None, None, "according"), []
    cue = (context.offset(sentence, token), context.offset(sentence, to) + len(to.text))
    attribution = Attribution(mention_of(context, sentence, noun), cue, "according")
    end = phrase(noun)[1]
    if token.i - tree.start > 1 and token.text.islower():
        above = pairwise((token, *token.ancestors))
        told = any(low.dep_ == "ccomp" and verb.lower_ in speech.verbs and subject(verb) for low, verb in above)
        cut = end < tree.end and tree.doc[end].lower_ == "that"
        if told or cut or (attribution.mention is not None and context.in_law(attribution.mention.head)):
            return attribution, []
        return attribution, _around(tree, token, end)
    after = token.right_edge.i + 1
    if not own_subjects(token.head) and not any(child.dep_ in _NO_SUBJECT for child in token.head.lefts):
        after = next((i for i in range(end, after) if tree.doc[i].text == ","), after - 1) + 1
    beside = next((i for i in range(after, tree.end) if not tree.doc[i].is_punct), end)
    if (tree.doc[beside].dep_, tree.doc[beside].tag_) == ("advcl", "VBN"):  # "according to the council, led by Bell, …"
        after = tree.doc[beside].right_edge.i + 1
    return attribution, [(after if after + _FEWEST_WORDS < tree.end else end, tree.end)]


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
    if max(needed, default=end if last.tag_ in _OPEN else 0) >= end:
        return []
    others = (_named(other)[1] for other in doc[tree.start : said] if other.lower_ == "according")
    start = max((phrase(noun)[1] for noun in others if noun is not None), default=tree.start)
    while start < said and doc[start].dep_ in ("punct", "cc"):
        start += 1
    return [*([] if last.dep_ == "cc" else [(start, token.i)]), *_second_half(tree, end)]


def _second_half(tree: Span, end: int) -> Iterator[tuple[int, int]]:
    """What goes on after "according to X," where that is a clause and no new attribution or relative begins it."""
    rest = tree.doc[end + 1 : tree.end]
    if end == tree.end or tree.doc[end].text != "," or any(token.tag_ in _RELATIVES for token in rest[:_NEAR]):
        return
    if any(token.tag_ in FINITE for token in rest) and not any(token.lower_ == "according" for token in rest):
        yield (end + 1, tree.end)
