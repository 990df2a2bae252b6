"""Arcs that a parser has lifted so that none cross are put back (Nivre & Nilsson 2005, the scheme "head").

A label ``dobj||xcomp`` says that the token hangs, as ``dobj``, on a token below its head with the label ``xcomp``.
"""

from collections.abc import Sequence

_LIFTED = "||"


def is_lifted(label: str) -> bool:
    """Whether a label says that its arc was lifted."""
    return _LIFTED in label


def lower_arcs(heads: list[int], labels: list[str], spaces: Sequence[bool]) -> None:
    """Put all lifted arcs back where they belong; roots are their own heads, ``spaces`` are passed over."""
    children: list[list[int]] = [[] for _ in heads]
    for place, head in enumerate(heads):
        if head != place:
            children[head].append(place)
    for place, label in enumerate(labels):
        if is_lifted(label):
            labels[place], sought = label.split(_LIFTED)
            above = heads[place]
            heads[place] = _below(above, place, sought, labels, children, spaces)
            children[above].remove(place)
            children[heads[place]] = sorted([*children[heads[place]], place])


def _below(
    top: int, place: int, label: str, labels: list[str], children: list[list[int]], spaces: Sequence[bool]
) -> int:
    """The first token with a label below another, breadth first; the other where there is none."""
    level = [top]
    while level:
        below = [child for each in level for child in children[each] if child != place and not spaces[child]]
        found = next((child for child in below if labels[child] == label), None)
        if found is not None:
            return found
        level = below
    return top
