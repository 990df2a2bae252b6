"""Grammar on dependency trees: who is the subject of a verb, how far a noun phrase and a clause reach.

Labels are those of the CLEAR style that spaCy's English pipelines use.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acomp", "dobj"})
_INVERTED = frozenset({"dobj", "attr", "oprd", "npadvmod", "dep", "appos"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "WP"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_NAMES = frozenset({"NNP", "NNPS"})
_OUTSIDE = frozenset({"relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "advmod", "npadvmod", "dep"})
_ATTACHED = frozenset({"acl", "advcl"})
_LONGEST_CLIMB = 6
_IS = frozenset({"is", "was", "’s", "'s"})
_NEGATIONS = frozenset({"n’t", "n't"})
_BLAMING = frozenset({"for", "of", "as"})
_BLAMED = frozenset({"dobj", "nsubjpass"})
_BEARERS = frozenset({"NNP", "NNPS", "PRP"})
_OBJECTS = frozenset({"dobj", "oprd"})
_TOLD = frozenset({"VBD", "VBZ", "VBP"})
_CONTENT = frozenset({"ccomp", "xcomp"})
_SET_OFF = frozenset({"(", ",", "-LRB-", "“", '"', "—", "–", ":"})


def subject(verb: Token, climb: int = 0, asked: Token | None = None) -> Token | None:
    """The head of the noun phrase that does what ``verb`` says, or None where the sentence names nobody.

    ``asked`` is the verb that the question was about before it went up the tree.
    """
    asked = asked or verb
    if climb > _LONGEST_CLIMB:
        return None
    for child in verb.children:
        if child.dep_ == "agent":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    nouns = [child for child in verb.children if child.dep_ in _SUBJECTS and child.lower_ not in _NEGATIONS]
    if not nouns:
        return _from_above(verb, climb, asked)
    noun = min(nouns, key=lambda noun: abs(noun.i - asked.i))
    return _meant(verb) if noun.lower_ in _RELATIVES else noun


def _meant(clause: Token) -> Token | None:
    """The noun that a relative clause tells about, also that of "it was X who …"."""
    noun = clause.head
    named = [child for child in noun.children if child.dep_ == "attr" and child.i < clause.i]
    if named and noun.lower_ in _IS:
        return named[0]
    return noun if clause.dep_ == "relcl" else None


def sender(verb: Token) -> Token | None:
    """Who gives out the paper whose words a verb tells ("Brook sent a letter requesting …", "a study that found …")."""
    if verb.dep_ not in ("acl", "relcl"):
        return None
    paper = verb.head
    while paper.dep_ == "pobj":
        paper = paper.head.head
    return subject(paper.head) if paper.dep_ == "dobj" else None


def _from_above(verb: Token, climb: int, asked: Token) -> Token | None:
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ in ("acl", "relcl"):
        return head if head.tag_ in _NOUNS else None
    if verb.dep_ == "pcomp" and head.lower_ in _BLAMING:
        blamed = [child for child in head.head.children if child.dep_ in _BLAMED and child.tag_ in _BEARERS]
        if blamed:
            return blamed[0]
    return subject(head, climb + 1, asked) if verb.dep_ in _SHARING else None


def passive(verb: Token) -> bool:
    """Whether a verb tells what is done to its subject, and not by whom ("she was asked", "asked about it, she …")."""
    if any(child.dep_ == "agent" for child in verb.children):
        return False
    participle = verb.tag_ == "VBN" and verb.dep_ in _ATTACHED and not any(child.dep_ == "aux" for child in verb.lefts)
    return participle or any(child.dep_ == "nsubjpass" for child in verb.children)


def goes_on(verb: Token) -> bool:
    """Whether a verb goes on from another without a subject of its own ("…, adding that …", "… but added that …")."""
    if any(child.dep_ in _SUBJECTS for child in verb.children):
        return False
    if verb.tag_ == "VBG":
        return verb.i > 0 and verb.doc[verb.i - 1].text == ","
    return verb.dep_ == "conj" and verb.tag_ in _TOLD


def ending(token: Token) -> Iterator[Token]:
    """The token and those above it whose phrases end with it ("[called the council] …")."""
    yield token
    for higher in token.ancestors:
        if higher.right_edge.i != token.i:
            return
        yield higher


def attached(participle: Token) -> Token:
    """The word with which a participle set off by a comma goes (``he met the man who had complained, saying “…”``).

    That is the verb above it, but not one of a clause that only tells which one is meant.
    """
    verb = participle.head
    doc = participle.doc
    if participle.i == 0 or doc[participle.i - 1].text != ",":
        return verb
    for higher in (verb, *verb.ancestors):
        if higher.dep_ == "relcl" and doc[max(higher.left_edge.i - 1, 0)].text != ",":
            verb = higher.head
    return verb


def above(token: Token) -> Iterator[tuple[Token, str]]:
    """The token and those above it, and as what it stands below them: ``said``, ``done`` to or ``beside``.

    What somebody says is a clause ("he said [the council believed …]"), what is done to something its object.
    Each is followed by the verbs set in before it.
    """
    below = token
    for verb in (token, *token.ancestors):
        yield verb, "said" if below.dep_ in _CONTENT else "done" if below.dep_ in _OBJECTS else "beside"
        for child in verb.lefts:
            if child.dep_ in ("ccomp", "parataxis") and child.right_edge.i < token.i:
                yield child, "said"
        below = verb


def wished(verb: Token) -> bool:
    """Whether a verb names what somebody wants another to do ("she wanted the council to note …")."""
    return (
        verb.dep_ in ("ccomp", "xcomp")
        and any(child.tag_ == "TO" for child in verb.lefts)
        and any(child.dep_ in _SUBJECTS for child in verb.lefts)
    )


def inverted_subject(verb: Token) -> Token | None:
    """The noun right after a verb that closes a quotation ("said the minister"), whatever the parser calls it."""
    for child in verb.rights:
        if child.dep_ in _SUBJECTS or (child.dep_ in _INVERTED and child.tag_ in _NOUNS):
            return child
    return None


def phrase(noun: Token) -> tuple[int, int]:
    """The noun phrase of ``noun`` without what is set off or follows as a clause, as tree token indices.

    A name set beside a role ("the spokesperson, Ana Bell") belongs to it; a role set beside a name does not.
    """
    start = noun.left_edge.i
    doc = noun.doc
    while start < noun.i and (doc[start].is_punct or doc[start].is_space or doc[start].dep_ in ("cc", "mark")):
        start += 1
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "appos" and child.tag_ in _NAMES and (noun.tag_ not in _NAMES or child.left_edge.i == end):
            end = child.i + 1
        elif child.dep_ in _OUTSIDE:
            if child.dep_ != "punct" or child.text != ",":
                break
        else:
            edge = child.right_edge.i + 1
            end = next((i for i in range(end, edge) if doc[i].text in _SET_OFF), edge)
            if end < edge:
                break
    return start, end


def clause(head: Token, within: Span) -> tuple[int, int]:
    """The tokens under ``head``, as tree token indices, without punctuation at the edges."""
    start, end = max(head.left_edge.i, within.start), min(head.right_edge.i + 1, within.end)
    doc = head.doc
    while (
        start < end
        and (doc[start].is_punct or doc[start].is_space)
        and not doc[start].is_quote
        and not doc[start].is_bracket
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space) and not doc[end - 1].is_quote:
        end -= 1
    return start, end
