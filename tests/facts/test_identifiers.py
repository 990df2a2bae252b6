"""Every row of the schemes' table has examples, and they hold; American forms agree with citeurl's."""

import pytest
from citeurl import Citator

from extractor import extract
from extractor.data import library
from extractor.fact import Mention
from extractor.facts.instruments.identifiers import Schemes

COLUMNS = ("scheme", "country", "pattern", "value", "url", "period", "examples")
ROWS = library().table("identifiers/schemes.tsv")
DAY = {"us-congress": "2022-05-04", "ca-parliament": "2022-05-04", "": None}
EXAMPLES = [
    pytest.param(row, *map(str.strip, example.split("=>")), id=f"{row.line}-{at}")
    for row in ROWS
    for at, example in enumerate(row["examples"].split(" | "))
]
SCHEMES = Schemes(library())
PEER = Citator()


def named(said, country, day):
    mention = Mention(text=said, start=0, end=len(said))
    return SCHEMES.identifiers(said, [mention], None if country == "*" else country, day)


@pytest.mark.parametrize(("row", "said", "value"), EXAMPLES)
def test_examples_of_the_table(row, said, value):
    values = [each.value for each in named(said, row["country"], DAY[row["period"]]) if each.scheme == row["scheme"]]
    assert values == ([value] if value else [])


@pytest.mark.parametrize(
    "said",
    ["12 U.S.C. § 1234(a)", "42 USC 1983", "Public Law 116-92", "Pub. L. No. 111-148", "410 U.S. 113",
     "85 Fed. Reg. 12345"],
)  # fmt: skip
def test_american_addresses_are_those_of_citeurl(said):
    (own,) = named(said, "US", None)
    (peer,) = PEER.list_cites(said)
    assert peer.URL.partition("#")[0] == own.url


@pytest.mark.parametrize("said", ["40 C.F.R. § 60.12", "14 CFR 91.119", "15 U.S.C. § 78dd-1"])
def test_american_values_are_those_of_citeurl(said):
    (own,) = named(said, "US", None)
    (peer,) = PEER.list_cites(said)
    assert peer.name == own.value


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        ("Senator Holt introduced the Ferry Act (S. 12) on Monday.", "2022-05-04", ["s12-117"]),
        ("Senator Holt introduced the Ferry Act (S. 12) on Monday.", None, []),
        ("Last Congress she introduced the Ferry Act (S. 12).", "2022-05-04", []),
        ("In 2019 she introduced the Ferry Act (S. 12).", "2022-05-04", []),
        ("She introduced the Ferry Act (S. 12) in the 116th Congress.", "2022-05-04", []),
        ("The President signed the Ferry Act (S. 12) into law.", "2023-01-05", []),
        ("She introduced the Ferry Act (S. 12) last year.", "2022-05-04", ["s12-117"]),
        ("She introduced the Ferry Act (S. 12) last year.", "2021-05-04", []),
        ("The Ferry Act (H.R. 5/S. 12) is a bill.", "2022-05-04", ["hr5-117", "s12-117"]),
    ],
)
def test_a_bill_needs_its_session(text, published, values):
    (law,) = extract(text, published=published).instruments
    assert [each.value for each in law.identifiers] == values
