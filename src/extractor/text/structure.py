"""Document structure, told once: headline, lead, body, contact block, notes, and what is no part of the story.

A text is cut into blocks: paragraphs, and the stretches between wide gaps where a converter lost its line ends. The
rows of ``models/structure/lines.tsv`` tell what a block is; before the first running text stand headline and furniture.
All places are code points.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, groupby, islice, pairwise, takewhile

from extractor.data import Library
from extractor.draft import Block, Role, Structure
from extractor.fact import Mention
from extractor.regex import compiled
from extractor.text.normalization import FORMS
from extractor.text.paragraphs import joins, paragraphs
from extractor.text.spans import trimmed

_ROWS: tuple[Role, ...] = ("end", "contact", "notes", "menu", "related", "caption", "furniture", "letterhead")
_FEWEST_WORDS, _FEWEST_SMALL, _LONGEST_HEADLINE, _LONGEST_TITLE = 8, 4, 300, 150
_FEWEST_HEADLINE_WORDS, _TOP_BLOCKS, _MOST_HEADLINES, _LONGEST_LEAD, _SHORT_LINE = 2, 25, 8, 300, 90
_BARE, _FEWEST_BARE, _FEWEST_TOLD, _SIGNATURE = 40, 12, 3, 5
_OPENING = "“\"‘'’«[($£€₹#"
_UNDER: dict[Role | None, tuple[Role, ...]] = {
    "contact": ("body", "furniture", "letterhead"),
    "related": ("body", "furniture"),
}
"""What lines under a heading may be by themselves."""
_STORY = ("furniture", "letterhead", "contact")  # what running text is not, though it may begin so


@cache
def reader(library: Library) -> Callable[[str], Structure]:
    """Makes the function that tells a text's structure."""
    told, prefix = _tables(library)
    joining = joins(library)

    def read(text: str) -> Structure:
        blocks = _after_headings(text, [*_blocks(text, paragraphs(text, joining), told, prefix)])
        blocks = _with_headline(text, blocks, prefix)
        headline = next((_mention(text, *_span(block)) for block in blocks if block.role == "headline"), None)
        return Structure(tuple(blocks), headline, _lead(text, blocks))

    return read


def _tables(library: Library) -> tuple[Callable[[str, int, int], Role | None], re.Pattern[str]]:
    """What tells the role of a block, and the pattern of furniture that may open one."""
    patterns: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in library.table("structure/lines.tsv"):
        pattern = row["pattern"].replace(" ", r"\s{1,3}").replace(r"\s{1,3}?", r"\s{0,3}").replace(r"\s{1,3}+", r"\s+")
        row.pattern(pattern)
        patterns[row["role"], row["fit"]].append(pattern)
    one_way = "|".join(rf"(?>(?:{pattern})(?!\w))" for pattern in patterns["furniture", "opening"])  # none hangs
    opening = compiled(rf"(?:(?:{one_way})[\s:|–—-]*+){{1,9}}", re.IGNORECASE)
    rules: list[tuple[Role, re.Pattern[str]]] = []
    for role in _ROWS:
        rules.append((role, compiled(rf"(?:{'|'.join(patterns[role, 'whole'])})\s*[.:|]?\s*$", re.IGNORECASE)))
        if role == "furniture":
            rules.append((role, opening))  # where it fills a block, but for a stop
        elif patterns[role, "opening"]:
            rules.append((role, compiled(rf"(?:{'|'.join(patterns[role, 'opening'])})(?!\w)", re.IGNORECASE)))

    def told(text: str, start: int, end: int) -> Role | None:
        stops = {end, end - text.endswith(".", start, end)}
        filled = any(opening.fullmatch(text, start, stop) for stop in stops)
        fits = ((role, filled if each is opening else each.match(text, start, end)) for role, each in rules)
        return next((role for role, fit in fits if fit), None)

    return told, opening


def _blocks(
    text: str, spans: list[tuple[int, int]], told: Callable[[str, int, int], Role | None], prefix: re.Pattern[str]
) -> Iterator[Block]:
    gapped = "  " in text or "\t" in text or "\xa0" in text
    for first, last in spans:
        cuts = [match.span() for match in FORMS.gap.finditer(text, first, last)] if gapped else []
        if first == spans[0][0] and (top := FORMS.top_gap.match(text, first, last)):
            cuts = sorted({*cuts, top.span("gap")})
        edges = [first, *chain.from_iterable(cuts), last]
        for begin, stop in zip(edges[::2], edges[1::2], strict=True):
            start, end = begin, begin + len(text[begin:stop].rstrip())
            if (marks := FORMS.heading_marks.match(text, start, end)) is not None:
                start = marks.end()
            role = "caption" if FORMS.pictured.match(text, start, end) else told(text, start, end)
            day = prefix.match(text, start, end) if role is None and start == spans[0][0] else None
            if day is not None and told(text, day.end(), end) == "contact":  # "May 2, 2019 Contact: Ana Bell"
                yield Block(start, start + len(day[0].rstrip()), "furniture")
                start, role = day.end(), "contact"
            reachable = role == "contact" and FORMS.reachable.search(text, start, end)
            if role in _STORY and not reachable and _is_running(text, start, end):
                role = None
            yield Block(start, end, role or "body")


def _is_running(text: str, start: int, end: int) -> bool:
    """Whether a stretch is running text: enough words in small letters, and a stop at its end or mere length."""
    small = 0
    for count, word in enumerate(FORMS.word.finditer(text, start, end), 1):
        small += word[0][0].islower()
        if count >= _FEWEST_WORDS and small >= _FEWEST_SMALL:
            break
    else:
        return False
    stops = _stops(text, start, end) or FORMS.inner_stop.search(text, start, end) is not None
    return stops or end - start > _LONGEST_HEADLINE


def _stops(text: str, start: int, end: int) -> bool:
    return FORMS.stop.search(text, max(start, end - 4), end) is not None


def _after_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Lines under a contact heading, and headlines under that of a list of other stories, belong to it."""
    found: list[Block] = []
    heading: Role | None = None
    begun, menu = False, _menu_below(text, blocks)
    for number, block in enumerate(blocks):
        role, below = block.role, blocks[number + 1] if number + 1 < len(blocks) else None
        begun = begun or (role == "body" and _is_running(text, *_span(block)))
        if role == "related" and not begun:
            role, heading = "furniture", None
        elif block.start in menu:
            role = "menu"
        elif role in ("contact", "related"):
            heading = role
        elif role in _UNDER.get(heading, ()):
            short = _is_short(text, block, _SHORT_LINE if heading == "contact" else _LONGEST_HEADLINE)
            goes_on = begun and short
            if heading == "contact":  # or what stands above a line by which somebody is reached tells whose it is
                address = below is not None and _is_short(text, below, _SHORT_LINE) and _is_reachable(text, below)
                goes_on = goes_on or _is_reachable(text, block) or (short and address)
            teaser = heading == "related" and text.endswith("…", *_span(block))
            heading = heading if teaser or (goes_on and not _is_running(text, *_span(block))) else None
            role = heading or role
        elif role != "menu":
            heading = "contact" if role == "end" and _is_signed(text, blocks, number + 1) else None
        found.append(Block(block.start, block.end, role))
    return found


def _is_signed(text: str, blocks: list[Block], below: int) -> bool:
    """Whether the lines below the end of a release, short ones alone, tell by which somebody is reached."""
    first = blocks[below : below + _SIGNATURE]
    lines = [*takewhile(lambda block: _is_short(text, block, _SHORT_LINE) and block.role in _UNDER["contact"], first)]
    return any(_is_reachable(text, block) for block in lines)


def _menu_below(text: str, blocks: list[Block]) -> set[int]:
    """Where the many bare lines begin that stand below the end of a release: the menu of its web page."""
    end = next((place for place, block in enumerate(blocks) if block.role == "end"), len(blocks))
    runs = groupby(blocks[end:], key=lambda block: _is_short(text, block, _BARE) and not _is_reachable(text, block))
    menus = [[*run] for bare, run in runs if bare]
    menus = [run for run in menus if sum(block.role == "menu" for block in run) >= _FEWEST_TOLD]
    return {block.start for run in menus if len(run) >= _FEWEST_BARE for block in run if block.role == "body"}


def _is_short(text: str, block: Block, longest: int) -> bool:
    return block.end - block.start <= longest and not _stops(text, *_span(block))


def _is_reachable(text: str, block: Block) -> bool:
    return FORMS.reachable.search(text, *_span(block)) is not None


def _with_headline(text: str, blocks: list[Block], prefix: re.Pattern[str]) -> list[Block]:
    """The blocks above the first running text as headline (else a letterhead), further headlines and furniture."""
    running = (place for place, block in enumerate(blocks) if block.role == "body" and _is_running(text, *_span(block)))
    top = next((place for place in running if place or not _is_title(text, blocks)), len(blocks))
    above = [part for block in blocks[: min(top, _TOP_BLOCKS)] for part in _without_furniture(text, block, prefix)]
    heads = [block for block in above if _may_head(text, block, "body")]
    offices = {block.start for block, below in pairwise(above) if below.role == "letterhead"}
    named = [block for block in heads if block.start in offices and FORMS.bare_name.fullmatch(text, *_span(block))]
    heads = [block for block in heads if block not in named] or named
    heads = heads or [block for block in above if _may_head(text, block, "letterhead")][:1]
    if heads and (whole := _told_again(text, heads)):  # what stands between is the menu of a web page
        page = range(heads[0].start, whole.start)
        above = [Block(*_span(block), "menu") if block in heads and block.start in page else block for block in above]
        heads = [block for block in heads if block.start not in page]
    if len(heads) > _MOST_HEADLINES:  # lines of running text that no stop ends
        heads = heads[:1]
    roles: dict[int, Role] = {block.start: "subheadline" for block in heads[1:]}
    roles |= {block.start: "headline" for block in heads[:1]}
    headed = [Block(block.start, block.end, roles.get(block.start, block.role)) for block in above]
    return headed + blocks[min(top, _TOP_BLOCKS) :]


def _told_again(text: str, heads: list[Block]) -> Block | None:
    """The headline that a page's title tells before the name of its site ("Ports reopen | Tarrow News")."""
    title = " ".join(text[heads[0].start : heads[0].end].split())
    lines = ((block, " ".join(text[block.start : block.end].split())) for block in heads[1:])
    return next((block for block, line in lines if title.startswith(line) and FORMS.site.match(title, len(line))), None)


def _is_title(text: str, blocks: list[Block]) -> bool:
    """Whether the first block is a line above others that no stop of its own ends: "Who pays? The bill"."""
    start, end = _span(blocks[0])
    line = end - start <= _LONGEST_TITLE and "\n" not in text[start:end]
    ends = not _stops(text, start, end) or FORMS.stopped_title.fullmatch(text, start, end) is not None
    return len(blocks) > 1 and line and ends


def _without_furniture(text: str, block: Block, prefix: re.Pattern[str]) -> Iterator[Block]:
    begun = prefix.match(text, block.start, block.end) if block.role == "body" else None
    if begun is None or begun.end() == block.start:
        yield block
        return
    yield Block(block.start, block.start + len(begun[0].rstrip()), "furniture")
    if begun.end() < block.end:
        yield Block(begun.end(), block.end, block.role)


def _may_head(text: str, block: Block, role: Role) -> bool:
    opens = block.role == role and (text[block.start].isalnum() or text[block.start] in _OPENING)
    fits = opens and block.end - block.start <= _LONGEST_HEADLINE
    return fits and len(FORMS.word.findall(text, *_span(block))) >= _FEWEST_HEADLINE_WORDS


def _lead(text: str, blocks: list[Block]) -> Mention | None:
    """The paragraph behind a dateline, else the first running one; of a long one its first sentences."""
    bodies = [block for block in blocks if block.role == "body"]
    bodies = [*islice((block for block in bodies if _is_running(text, *_span(block))), 3)] or bodies[:1]
    first = next((block for block in bodies if FORMS.dateline.match(text, block.start, block.end)), None)
    first = first or next(iter(bodies), None)
    if first is None:
        return None
    start, end = _span(first)
    if end - start > _LONGEST_LEAD:
        shortest, longest = start + _LONGEST_LEAD // 4, start + _LONGEST_LEAD
        stops = [match.end() for match in FORMS.sentence_end.finditer(text, shortest, longest)]
        end = stops[-1] if stops else max(text.rfind(" ", start, longest), start + _LONGEST_LEAD // 2)
    return _mention(text, start, end)


def _span(block: Block) -> tuple[int, int]:
    return block.start, block.end


def _mention(text: str, start: int, end: int) -> Mention | None:
    """The span without the white space around it, None where nothing is left."""
    start, end = trimmed(text, start, end)
    return Mention(text=text[start:end], start=start, end=end) if start < end else None
