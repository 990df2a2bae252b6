"""The regular expressions of the silver rules, most of them made of the lists in ``words.toml``."""

import re
from dataclasses import dataclass
from typing import Self

from .words import Words

WORD = r"[A-Z][A-Za-z\-]*(?:['’][A-Z][a-z]+)?"
US = r"(?:U\.S\. |U ?S {1,2}|US |United States )?"
PARTY = re.compile(
    r"[\s,]{0,2}\(?\b[RDI][\s.–-]{1,3}(?:[A-Z][A-Za-z]+\.?|[A-Z]\.? [A-Z]\b\.?)(?: [A-Z][a-z]+\b)?\s?\)?"
)
ACRONYM = re.compile(r"\s{1,2}\(?([A-Z][A-Z&.]{1,7})(?=[\s)])\)?(?! ?(?:Act|[Bb]ill|[Pp]rogram)\b)")
OF_YEAR = re.compile(r" of (\d{4})\b")
BRACKETED = re.compile(r"\s*\(\s*[A-Z][A-Z&.]+\s*\)?$")
STRAY = re.compile(
    r"[A-Z][a-z]+(?:ians?|landers)|Presidents|[RDI] (?:[A-Z][A-Z]|[A-Z][a-z]+)|[A-Z]\.?|[RDI]-[A-Z][A-Za-z.]*|"
    r"Mrs?|Ms|Dr|Sens?|Senators?|Reps?|Rep\.|Sen\.|Chairman|President|Secretary"
)
INITIAL = re.compile(r"[A-Z][a-z]+ [A-Z]  (?![RDI]\b)[A-Z][a-z]+(?:-[A-Z][a-z]+)?")
GAP = re.compile(r" {3,}|\n\s*\n")
NATION = re.compile(r"U\.?S\.?|U S|United States")
PLAIN_NAME = re.compile(r"[A-Z][a-zA-Z'’-]+(?: [A-Z]\b\.?)?(?: {1,2}[A-Z][a-zA-Z'’-]+){1,2}$")
ARTICLE_INSIDE = re.compile(r"(?<!\bof)(?<!\bfor)(?<!\bon)(?<!\bin)(?<!\bto)(?<!\band)(?<!\bagainst) the ")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The regular expressions that are made of the word lists."""

    bodies: tuple[re.Pattern[str], ...]
    laws: re.Pattern[str]
    programmes: re.Pattern[str]
    portfolios: re.Pattern[str]
    titled: re.Pattern[str]
    leading: re.Pattern[str]
    closes: re.Pattern[str]

    @classmethod
    def of(cls, words: Words) -> Self:
        """Make them."""
        field = words.any("portfolio")
        fields = rf"{field}(?:(?:, | {{1,2}}){field})*(?:,? {{1,2}}(?:and|&) {field})?"
        opens, closes = words.any("body_opens"), words.any("body_closes")
        title, outside = words.any("titles"), words.any("not_in_names")
        name = rf"(?!(?:{field}|{outside})\b){WORD}"
        law = words.any("law_closes")
        run = rf"(?:{WORD})(?:(?: (?:of|on|for|and|the|to|in|against|with|&))* {WORD}|,(?: and)? {WORD}){{0,9}}"
        chamber = r"(?:(?:Senate|House|Joint|Select|Standing|Special|Parliamentary) )?"
        office = r"(?:Secretary|Minister|Secretaries|Spokes(?:man|woman|person)|Commissioner)"
        initial = r"(?: {1,2}[A-Z]\b\.?(?: {1,2}|(?=\w)))?"
        return cls(
            bodies=(
                re.compile(rf"{US}(?:{WORD} ){{0,3}}{opens} (?:on|of|for) (?:the )?{fields}\b"),
                re.compile(rf"{US}{chamber}{fields}(?: \([A-Z]+\))? (?:Subc|C)ommittee\b"),
                re.compile(rf"{US}(?:{WORD} ){{1,5}}{closes}(?![\w’'])(?! of the)(?: of {WORD}\b)?"),
                re.compile(rf"{US}(?:{WORD} ){{0,3}}{opens} (?:on|of|for) (?:the )?{name}(?: {name}){{0,3}}\b"),
            ),
            laws=re.compile(rf"{run} (?:{law})\b(?! [A-Z])(?: of {WORD})?"),
            programmes=re.compile(rf"(?:{WORD} ){{1,7}}{words.any('programme_closes')}\b"),
            portfolios=re.compile(
                rf"\b{office} (?:of|for)(?: the)? {fields}\b|"
                rf"\b{fields} {office}\b|\bSecretary[- ]General\b"
            ),
            titled=re.compile(rf"\b{title}\.? {{1,2}}({name}{initial}(?: ?{name}){{0,2}})"),
            leading=re.compile(rf"(?:(?:{outside}|{title}) +)+"),
            closes=re.compile(closes),
        )
