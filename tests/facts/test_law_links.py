"""How a vote or a number of amendments came to its law is told behind the rule that found it."""

import pytest

from extractor import extract


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The Ferry Bill is new, and 12 amendments to the Harbour Bill are old.", "named behind"),
        ("For the Harbour Bill, 12 amendments were tabled.", "same sentence"),
        ("The Harbour Bill is long. They tabled 12 amendments to the legislation.", "anaphor"),
        ("They debated the Harbour Bill. They tabled 12 amendments.", "sentence before"),
        (
            "HARBOUR BILL READ AGAIN\nIt rained. It snowed. It rained. It froze. They tabled 12 amendments.",
            "main instrument",
        ),
    ],
)
def test_the_rule_says_how_the_law_was_found(text, how):
    record = extract(text)
    (amendments,) = record.amendments
    assert amendments.rule.endswith(f"; {how}")
    law = next(each for each in record.instruments if each.id == amendments.instrument)
    assert law.name.lower() == "harbour bill"
