"""What vouches for a body that only the model sees: most names without a head noun are projects, sites or slogans."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from extractor.doc import Doc
from extractor.entities.candidates.candidate import LIKELY, SURE, Candidate, Label
from extractor.entities.candidates.lexicon import Lexicon, headed, is_ordinary
from extractor.entities.context_cues import Beside
from extractor.entities.naming import FORMS, initials
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals
from extractor.text.spans import Taken

_WHOLE = 6.1  # above a body by rules that it ends with: "Harbour Mother and Child Hospital"
_CLUB = 3.1
"""More than a place that the atlas knows: in news of sport a town is its club where the model takes it for a body."""


def vouched(
    them: list[Candidate], others: list[Candidate], capitals: Capitals, known: Lexicon, near: Beside, home: str | None
) -> Iterator[Candidate]:
    """The model's candidates that their words, what stands beside them, or ``others``, by rules, vouch for."""
    found = [each for each in them if not _is_elsewhere(each, capitals.text, known, home)]
    text = capitals.text
    bodies = [each for each in (*others, *found) if each.label == "institution" and _by_words(text, each, known)]
    short = {initials(text[each.start : each.end]) for each in bodies}
    ends: dict[int, Label] = {each.end: each.label for each in (*others, *bodies) if each.label != "place"}
    told = (each for each in reversed(others) if each.label == "institution" and " " in text[each.start : each.end])
    parts = {each.end: each.start for each in told}
    bounds = sorted(at for each in others for at in (each.start, each.end))
    spans = sorted((each.start, each.end) for each in bodies)
    trade = cache(lambda: near.of_trade(text))
    names = {each: plain(text[each.start : each.end]) for each in found}
    fine: dict[str, bool] = {}
    for each, name in names.items():
        if each.label == "institution" and not _by_words(text, each, known):
            free = each.sure >= SURE and _is_free(text, each, name, capitals)
            sure = name not in known.codes and (free or _abbreviates(text, each, ends))
            sure = sure or near.vouches(text, each.start, each.end) or _listed(text, each, spans)
            fine[name] = fine.get(name, name in short) or sure or (each.sure >= LIKELY and trade())
    for each, name in names.items():
        if each.label == "institution" and each.sure >= LIKELY and name.title() in known.places.values:
            if trade() or not name.isupper():
                yield replace(each, weight=_CLUB) if trade() else each
        elif fine.get(name, True) or each.label != "institution":
            part = parts.get(each.end, 0) if each.sure >= SURE and text.startswith(name, each.start) else 0
            longer = part > each.start and bounds[bisect_left(bounds, each.start)] == part
            head = known.heads.values.get(text[part : each.end].partition(" of ")[0])  # "Information Ministry of Tides"
            apart = (head and head.before == "either") or not known.uses["verb"].isdisjoint(name.split())
            longer = longer and not (apart or text.endswith("-", 0, each.start))
            yield replace(each, weight=_WHOLE) if longer else each


def seen(candidates: list[Candidate], doc: Doc, text: str, known: Lexicon) -> Iterator[Candidate]:
    """The candidates without businesses of ordinary words that the model sees nowhere; offices are called by such."""
    named = Taken(len(text))
    for ent in doc.ents:
        named.add(ent.start_char, ent.end_char)
    headed = {each: plain(text[each.start : each.end]) for each in candidates if each.rule == "head noun"}
    plainly = {each: name for each, name in headed.items() if is_ordinary(name, known)}
    clear = {name for each, name in plainly.items() if named.touches(each.start, each.end)}
    for each in candidates:
        if plainly.get(each) in (None, *clear) or text.startswith(" (", each.end):
            yield each


def _is_elsewhere(each: Candidate, text: str, known: Lexicon, home: str | None) -> bool:
    """Whether it is where something is "-based", or letters name a body of other countries ("DA")."""
    name = text[each.start : each.end]
    if each.label == "institution" and FORMS.seated.match(text, each.end):
        return True
    told = each.label != "institution" or text[each.start - 1 : each.start] == "("
    body = None if told else known.bodies.values.get(name)
    return body is not None and body.short and bool(body.only_at) and home is not None and home not in body.only_at


def _by_words(text: str, each: Candidate, known: Lexicon) -> bool:
    name = plain(text[each.start : each.end])
    if not each.rule.startswith("model") or headed(name, known) or _is_pair(name, known):
        return True
    kind = known.smalls["kind"].search(name) and known.atlas.look_up(name.rpartition(" ")[0]) is None
    return bool(kind or FORMS.host.search(name) or FORMS.foreign.search(name))


def _is_pair(name: str, known: Lexicon) -> bool:
    """Whether an "&" joins names as partners have them, no lands and no ordinary words ("Water & Energy")."""
    pair = FORMS.pair.search(name)
    words = (*pair.groups(), *map(str.strip, name.split("&"))) if pair else ()
    return pair is not None and not any(word.lower() in known.ordinary or known.atlas.look_up(word) for word in words)


def _is_free(text: str, each: Candidate, name: str, capitals: Capitals) -> bool:
    """Whether a name stands without an article, which projects and sites mostly have, or is an abbreviation.

    Its words, or more than half of them, are none that the text writes small elsewhere.
    """
    words = name.split()
    if len(words) > 1 and sum(word.lower() in capitals.lower for word in words) * 2 >= len(words):
        return False
    return text[each.start : each.end].isupper() or not FORMS.article.search(text, max(0, each.start - 4), each.start)


def _abbreviates(text: str, each: Candidate, ends: dict[int, Label]) -> bool:
    """Whether the name stands in brackets after a body, or in capitals after a person whose party it is."""
    gap = FORMS.opens.search(text, max(0, each.start - 4), each.start)
    label, name = ends.get(gap.start()) if gap else None, text[each.start : each.end]
    return label is not None and " " not in name and (label == "institution" or name.isupper())


def _listed(text: str, each: Candidate, bodies: list[tuple[int, int]]) -> bool:
    at = bisect_left(bodies, (each.start, each.end))
    before = at > 0 and FORMS.list.fullmatch(text, bodies[at - 1][1], each.start)
    return bool(before or (at < len(bodies) and FORMS.list.fullmatch(text, each.end, bodies[at][0])))
