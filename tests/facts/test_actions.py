"""Who acts, where several do."""

import pytest

from extractor import extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "WASHINGTON DC Senators Anna Bell and Omar Haddad announced tonight that a provision was kept",
            {("announce", "Anna Bell"), ("announce", "Omar Haddad")},
        ),
        (
            "Senators Anna Bell and Omar Haddad announced a plan. The senators introduced a bill on school safety.",
            {(type_, name) for type_ in ("announce", "introduce") for name in ("Anna Bell", "Omar Haddad")},
        ),
        (
            "Senator Anna Bell introduced a bill on school safety. Other senators signed her letter.",
            {("introduce", "Anna Bell")},
        ),
    ],
)  # fmt: skip
def test_actors(text, expected):
    assert {(act.type, act.actor) for act in extract(text).actions} == expected
