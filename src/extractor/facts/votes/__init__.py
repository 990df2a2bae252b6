"""How they voted: results of votes, counted or told in a word."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import partial

from msgspec.structs import replace

from extractor.data import Library, late
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entity import Institution
from extractor.fact import Vote
from extractor.facts.votes.readings import READINGS, Outcome, Outcomes, Tally
from extractor.regex import compiled
from extractor.rules.compiler import grammar
from extractor.rules.gazetteer import around, lowered
from extractor.rules.matcher import Matcher
from extractor.text.normalization import is_stripped
from extractor.text.numbers import numbers
from extractor.text.sentences import Sentences
from extractor.text.spans import Spans

_WINDOW, _SAME_VOTE, _BEFORE, _AFTER = 100, 80, 250, 250
_VOTING = ("legislature", "committee", "court", "local_government", "intergovernmental")
_BETWEEN, _WORDS_INTO_NEXT_SENTENCE = 225, 6
_STOP = compiled(r"[.;!?](?=\s)")
_WORD = compiled(r"\w+")
_Span = tuple[int, int]
_Voter = tuple[int, str, str]


def build(library: Library) -> Find:
    """The finder of votes: their numbers or how they were told, the outcome and who voted (``models/votes``)."""
    rules = partial(grammar, library, "votes", tables=("rules", "stripped"))
    matcher = late(library, lambda: Matcher(library, rules(), READINGS, "votes/contexts.tsv", _WINDOW))
    known, outcomes = numbers(library), Outcomes(library)
    stems = tuple(row["stem"] for row in library.table("votes/stems.tsv"))

    def find(doc: Doc, draft: Draft) -> list[Vote]:
        text = draft.article.text
        stripped = is_stripped(text)  # then no sign but the numbers side by side tells of a vote
        near = None if stripped else around(lowered(text), stems, _BEFORE, _AFTER)
        if near == []:
            return []
        lexed = matcher().grammar.lexer.read(doc, text)
        found: list[Tally] = []
        for match, tally in matcher().read(lexed, known, draft.refused, "" if stripped else "stripped", near):
            if "again" not in match or (found and match.start - found[-1].end <= 1):
                found.append(tally)
        if not found:
            return []
        counted = list(_whole(text, list(_joined(text, (each for each in found if each.sides)))))
        agreed = list(_once(text, [each for each in found if not each.sides]))
        spans = Spans(counted)
        lone = [tally for tally in agreed if not any(_same(text, tally, other) for other in _near(tally, spans))]
        sentences, voters = Sentences(doc, draft), _voters(draft, outcomes)
        votes = []
        for tally in sorted([*counted, *lone], key=lambda tally: tally.start):
            sentence = sentences.sentence(tally.start)
            vote = _vote(text, tally, outcomes.of(text, tally, *sentence))
            asides = outcomes.asides(text, tally.start, *sentence)
            body = _voter(voters, tally.start, sentence, asides, outcomes.house(text, tally.end))
            votes.append(replace(vote, body=body or _house(voters, outcomes.others(text, *sentence))))
        return votes

    return find


def _joined(text: str, parts: Iterable[Tally]) -> Iterator[Tally]:
    """The sides of one vote as one tally: those that follow each other closely, no side twice."""
    last: Tally | None = None
    for part in parts:
        if last and last.turned and "against" in part.sides and _is_near(text, last, part):
            last = replace(last, sides={"for": last.sides["against"]})  # to reject it, 20 were against
        if last and not part.sides.keys() & last.sides.keys() and _is_near(text, last, part):
            last = replace(last, end=part.end, sides=last.sides | part.sides, spoken=last.spoken or part.spoken)
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def _is_near(text: str, first: Tally, second: Tally) -> bool:
    between = text[first.end : second.start]
    if len(between) > _BETWEEN:
        return False
    if first.spoken and first.sides.keys() == {"for"} and second.sides.keys() == {"against"}:
        return True  # the other side of votes for alone
    if first.sides.keys() == {"against"} and "\n\n" in between:
        return False
    stop = _STOP.search(between)
    return stop is None or len(_WORD.findall(between, stop.end())) <= _WORDS_INTO_NEXT_SENTENCE


def _whole(text: str, tallies: list[Tally]) -> Iterator[Tally]:
    """Those of more than one side, and those for alone that are told as votes, no part or number of a vote before."""
    before: Tally | None = None
    told = {tally.sides.get("for") for tally in tallies if len(tally.sides) > 1}
    for tally in tallies:
        if tally.of_electorate and (len(tally.sides) == 1 or "for" not in [*tally.sides][:1]):
            continue  # of people who voted for somebody
        if {"for", "against"} <= tally.sides.keys():
            yield (before := tally)
        elif tally.spoken and tally.most and "against" in tally.sides:
            yield tally
        elif tally.spoken and "for" in tally.sides:
            part = before and tally.sides["for"] <= before.sides["for"] and _is_near(text, before, tally)
            if not part and (len(tally.sides) > 1 or tally.sides["for"] not in told):
                yield tally


def _once(text: str, agreed: list[Tally]) -> Iterator[Tally]:
    """Without the voice vote that only says how all agreed ("unanimously by voice vote", also the other way round)."""
    unanimous = Spans([tally for tally in agreed if tally.unanimous])
    for tally in agreed:
        if tally.unanimous or not any(_together(text, tally, one) for one in _near(tally, unanimous)):
            yield tally


def _same(text: str, agreed: Tally, other: Tally) -> bool:
    """Whether words for agreement tell of the vote whose numbers are near: not where anybody was against."""
    if agreed.unanimous:
        return not (other.sides.get("against") or other.sides.get("abstain"))
    return _together(text, agreed, other)


def _together(text: str, one: Tally, other: Tally) -> bool:
    return _STOP.search(text, min(one.end, other.end), max(one.start, other.start)) is None


def _voters(draft: Draft, outcomes: Outcomes) -> list[_Voter]:
    """Where bodies that vote are named, their ids and types (none of two chambers at once)."""
    text, bodies = draft.article.text, [each for each in draft.of(Institution) if each.type in _VOTING]
    named = ((mention, each) for each in bodies for mention in each.mentions)
    voting = (pair for pair in named if not outcomes.spares(text, pair[0].start, pair[0].end))
    return sorted((at.start, each.id, "" if outcomes.is_of_chambers(each.name) else each.type) for at, each in voting)


def _voter(bodies: list[_Voter], place: int, sentence: _Span, asides: list[_Span], house: int) -> str | None:
    """The body at ``house``, the last before a place in its sentence, in no aside, or the first behind (no court)."""
    inside = bodies[bisect_left(bodies, (sentence[0],)) : bisect_left(bodies, (sentence[1],))]
    inside = [body for body in inside if not any(start < body[0] < end for start, end in asides)]
    before = [name for start, name, _ in inside if start < place or start == house]
    return before[-1] if before else next((name for _, name, type_ in inside if type_ != "court"), None)


def _house(bodies: list[_Voter], others: bool) -> str | None:
    """The one parliament or chamber of the article, where no body is named beside a vote and no others voted."""
    houses = {name for _, name, type_ in bodies if type_ == "legislature"}
    return houses.pop() if len(houses) == 1 and not others else None


def _near(one: Tally, others: Spans[Tally]) -> list[Tally]:
    return others.touching(one.start - _SAME_VOTE, one.end + _SAME_VOTE)


def _vote(text: str, tally: Tally, told: tuple[Outcome | None, bool]) -> Vote:
    """The vote without its law. What is told: the outcome, and whether the winners' number stands first."""
    outcome, turns = told
    for_, against, abstain = (tally.sides.get(side) for side in ("for", "against", "abstain"))
    if for_ is not None and against is not None and tally.ordered and turns and for_ > against:
        for_, against = against, for_
    elif for_ is not None and against is not None and not tally.ordered and for_ < against and outcome == "adopted":
        outcome = "rejected"  # 37 voted against it and 27 in favour: too few for the bill to pass
    return Vote(
        text=text[tally.start : tally.end], start=tally.start, end=tally.end, for_=for_, against=against,
        abstain=abstain, unanimous=tally.unanimous or bool(for_ and against == 0 and not abstain),
        outcome=outcome, instrument=None, rule=tally.rule,
    )  # fmt: skip
