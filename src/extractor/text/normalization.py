"""Normalization: texts with odd blanks and misread signs are read as plain ones; stripped texts are known as such.

Converters leave no-break, thin, wide and doubled blanks, odd hyphens and single marks ("„…‟", "Norland‘s"), a backslash
before an underscore for a blank, entities ("&amp;"), escapes (a backslash and "u2019"), a wiki's mark before what is no
link ("!MEPs"), and signs of UTF-8 read as Windows-1252 ("â€œ" for a mark). Pages lose the breaks between their
paragraphs ("... in the port.The mayor said"). Facts are found in the evened text and then moved back, so that their
offsets count code points of the text as it is, and their words are those that stand there. A blank between figures
stays: it may group them.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec

from extractor.data import Patterns
from extractor.record import Record

FORMS = Patterns("structure/patterns.tsv")

_SHARE, _FEWEST, _FEWEST_GLUED = 0.8, 8, 3
_PLAIN = [str.maketrans("‐‑", "--"), str.maketrans("‐‑„‟", "--‘’")]
_TURNED = re.compile(r"(?<=[^\W\d_])‘(?=[^\W\d_])")
_ODD = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000](?!(?<=\d.)\d)")
_SECOND = re.compile(r"(?<=\S)  (?= *\S)")
_GAP = re.compile(r"(?<=\S) +(?=\S)")
_SIGNS = {octet: bytes([octet]).decode("cp1252", "ignore") for octet in range(0x80, 0xC0)}
_OCTETS = {chr(octet): octet for octet in range(0x100)} | {sign: octet for octet, sign in _SIGNS.items()}
_LATER = "".join(_SIGNS.values()) + "\x80-\xbf"
_ENTITY = r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x[\da-fA-F]{2,5});"
_ESCAPE = r"\\u(?:00[a-fA-F]|01[0-7]|20[0-6])[\da-fA-F]"
_WIKI = r"(?<![^\s(])!(?=[A-Z]+[a-z]+[A-Z]|[A-Z]{2,}[a-z])"
_MISREAD = re.compile(
    rf"â[€‚„\x80\x82\x84][{_LATER}]|â€(?![^\W_])|[ÂÃ][\xa0-\xbf]|Â |[\x91-\x97]|\\_|{_ESCAPE}|{_ENTITY}|{_WIKI}"
)
_WHOLE = {"â€": "”", "Â ": " ", r"\_": " ", "!": ""}
_ASCII = ("&", r"\_", r"\u", " !")
_WORDS_PER_SIGN, _FEW_WORDS = 60, 12


class Evened:
    """A text as it is (``uneven``) and as it is read (``text``), and the way back over what was cut and then added."""

    def __init__(self, uneven: str, text: str, added: list[int], *cuts: list[int]) -> None:
        self._uneven, self.text, self._added, self._cuts = uneven, text, added, cuts[::-1]

    def restored(self, record: Record) -> Record:
        """The record of the evened text with all places and their words as the uneven text has them."""
        moved: Record = self._moved(record)
        return msgspec.structs.replace(moved, text=self._uneven) if isinstance(record.text, str) else moved

    def _moved(self, value: Any) -> Any:  # noqa: ANN401 - any part of a record
        if isinstance(value, tuple):
            return tuple(map(self._moved, value))
        if not isinstance(value, msgspec.Struct):
            return value
        fields: dict[str, Any] = {name: self._moved(getattr(value, name)) for name in value.__struct_fields__}
        if "start" in fields:
            start, end = self._at(fields["start"]), self._at(fields["end"])
            fields |= {"text": self._uneven[start:end], "start": start, "end": end}
        return type(value)(**fields)

    def _at(self, place: int) -> int:
        place -= bisect_left(self._added, place)
        for cuts in self._cuts:
            place += bisect_right(cuts, place)
        return place


def evened(text: str) -> Evened | None:
    """The text with plain single blanks and signs as they were meant; None where it has nothing else."""
    glued = len(FORMS.run_on.findall(text)) >= _FEWEST_GLUED or FORMS.lost_heading.search(text) is not None
    if text.isascii() and not (any(signs in text for signs in _ASCII) or _is_doubled(text) or glued):
        return None
    meant, misread = _shortened(_MISREAD, text, _meant)
    plain = _TURNED.sub("’", _ODD.sub(" ", meant.translate(_PLAIN["‟" in meant])))
    single, doubled = _shortened(_SECOND, plain, lambda _: " ") if _is_doubled(plain) else (plain, [])
    parted, added = _parted(single) if glued else (single, [])
    return Evened(text, parted, added, misread, doubled) if parted != text else None


def _parted(text: str) -> tuple[str, list[int]]:
    """The text with the breaks and blanks that were lost in it, and where each sign of these stands."""
    lost = FORMS.lost_gap.finditer(_turned(text))
    gaps = {match.end(): " " if match["blank"] is not None else "\n\n" for match in lost}
    words = {*FORMS.capital_word.findall(text)}
    gaps |= {match.end(): " " for match in FORMS.glued_name.finditer(text) if match[0] in words}
    pieces, added, done = [], list[int](), 0
    for end, gap in sorted(gaps.items()):
        at = end + len(added)
        pieces += [text[done:end], gap]
        added += range(at, at + len(gap))
        done = end
    return "".join((*pieces, text[done:])), added


def _turned(text: str) -> str:
    """The text with straight quotation marks turned: one with signs on both sides opens what none has opened."""
    is_open = False

    def mark(match: re.Match[str]) -> str:
        nonlocal is_open
        opens, closes = match["opens"] is not None, match["closes"] is not None
        is_open = opens if opens != closes else not is_open
        return "“" if is_open else "”"

    return FORMS.straight_mark.sub(mark, text)


def _shortened(pattern: re.Pattern[str], text: str, plain: Callable[[str], str]) -> tuple[str, list[int]]:
    """The text with plain words for those that a pattern fits, and where one place of what they stood in is cut."""
    cuts: list[int] = []

    def word(match: re.Match[str]) -> str:
        shown = plain(match[0])
        cuts.extend([match.start() - len(cuts) + len(shown)] * (len(match[0]) - len(shown)))
        return shown

    return pattern.sub(word, text), cuts


def _meant(signs: str) -> str:
    """What signs stand for that were read octet by octet, the last one of a closing mark often lost, or as code."""
    if signs[0] == "&":
        return html.unescape(signs)
    if signs.startswith(r"\u"):
        return html.unescape(f"&#x{signs[2:]};")
    if signs in _WHOLE:
        return _WHOLE[signs]
    octets = bytes(_OCTETS[sign] for sign in signs)
    return octets.decode("cp1252" if len(octets) == 1 else "utf-8", "replace")


def _is_doubled(text: str) -> bool:
    """Whether nearly all gaps between words are of two blanks or more."""
    pairs = text.count("  ")
    if pairs < _FEWEST or pairs * 2 < text.count(" ") * _SHARE:
        return False
    gaps = _GAP.findall(text)
    return sum(len(gap) > 1 for gap in gaps) >= max(_FEWEST, len(gaps) * _SHARE)


@lru_cache(maxsize=4)
def is_stripped(text: str) -> bool:
    """Whether ``text`` has far fewer stops, commas and signs than its words would have."""
    words = text.count(" ") - 2 * text.count("  ")
    signs = sum(text.count(sign) for sign in ".,$%()\"'“-")
    return words > _FEW_WORDS and signs * _WORDS_PER_SIGN < words
