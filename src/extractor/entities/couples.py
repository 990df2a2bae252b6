"""Couples: a surname beside the full name of somebody of the family, and wives who go by their husbands' names."""

from collections import defaultdict
from itertools import pairwise

from extractor.draft import Name
from extractor.entities.naming import FORMS
from extractor.regex import lookbehind

WIFE = "wife"
"""In the place of a pronoun: of a woman named by her husband's name."""
_NEAR = 40  # code points before a name that tell whose it is


def coupled(names: list[Name], text: str) -> dict[int, int]:
    """Where surnames stand right before another's full name, which begins there: "Mr Brook and his wife Ana Brook"."""
    return {
        one.start: other.start
        for one, other in pairwise(names)
        if other.text.endswith(f" {one.text}") and FORMS.coupled.fullmatch(text, one.end, other.start)
    }


def styled(name: Name, full: str, text: str) -> str:
    """The full name of a wife who goes by her husband's, behind how she is addressed: "Mrs Lim Swee Hock"."""
    return f"{text[max(0, name.start - _NEAR) : name.start].rsplit(maxsplit=1)[-1]} {full}"


def wives(names: list[Name], text: str, told: dict[int, str], families: frozenset[str]) -> set[int]:
    """Where women are named by the names of their husbands, who are others: "President Hill and Mrs Hill".

    So is "Mrs Lim Swee Hock", of whom no office is told, beside "Prime Minister Lim Swee Hock": where the name tells
    that he is none or begins with a family's, or the text knows no "she". ``told``: their pronouns by their start.
    """
    women = [name for name in names if told[name.start] == "she"]
    men, found = defaultdict[str, list[Name]](list), set()
    for name in names:
        men[name.text] += [name] if told[name.start] != "she" else []
    surnames = {name.text.rpartition(" ")[2] for name in women if " " in name.text}
    for one, other in pairwise(names):
        same = other.text in (one.text, one.text.split()[0], one.text.split()[-1]) and told[one.start] != "she"
        if same and other.text not in surnames and FORMS.and_wife.fullmatch(text, one.end, other.start):
            found.add(other.text)
    for name in women:
        first, _, rest = name.text.partition(" ")
        if rest and men[name.text] and lookbehind(FORMS.wife, text, name.start, _NEAR):
            clear = first in families or FORMS.she.search(text) is None
            offices = (lookbehind(FORMS.in_office, text, man.start, _NEAR) for man in men[name.text])
            if any(told[man.start] for man in men[name.text]) or (clear and any(offices)):
                found |= {name.text, first, rest.split()[-1]}
    return {name.start for name in women if name.text in found}
