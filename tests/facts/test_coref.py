"""One pronoun in one place is one person or body in every kind of fact."""

import pytest

from extractor import extract

PLAIN = "He said the harbour plan was unsafe. He introduced the Harbour Safety Act."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"Senator Anna Bell met Senator Omar Haddad on Tuesday. {PLAIN}", {"Omar Haddad"}),
        (f"Senator Omar Haddad met Senator Carl Reeve on Tuesday. {PLAIN}", {"Omar Haddad"}),
        (f"Senator Omar Haddad spoke. He met Senator Carl Reeve on Tuesday. {PLAIN}", {"Omar Haddad"}),
        (f"When he opened the fair, Senator Omar Haddad met Carl Reeve. {PLAIN}", {"Omar Haddad"}),
        (
            ("Senators Anna Bell and Omar Haddad met on Tuesday. They said the harbour plan was unsafe. "
             "They introduced the Harbour Safety Act."),
            {"Anna Bell", "Omar Haddad"},
        ),
        (
            ("The Harbour Union criticised the Ministry of Ports on Tuesday. It said the plan was unsafe. "
             "It rejected the Harbour Safety Act."),
            {"Harbour Union"},
        ),
        (
            "The Ministry of Ports said it had approved the Harbour Safety Act.",
            {"Ministry of Ports"},
        ),
        (
            ("Senator Anna Bell wrote to the Ministry of Ports. She said that when the Ministry of Ports adopted the "
             "Harbour Safety Act, it ignored the towns."),
            {"Anna Bell", "Ministry of Ports"},
        ),
        (
            ("Senator Anna Bell met Senator Omar Haddad. The Arlen Harbour Committee met too. The committee said the "
             "plan was unsafe. The Committee rejected the Harbour Safety Act."),
            {"Arlen Harbour Committee"},
        ),
    ],
)  # fmt: skip
def test_pronouns_and_nouns_agree(text, names):
    record = extract(text)
    assert record.quotes
    speakers = {quote.speaker for quote in record.quotes} | {
        other.name for quote in record.quotes for other in quote.co_speakers
    }
    laws = ("introduce", "reject", "approve", "adopt")
    assert speakers | {act.actor for act in record.actions if act.type in laws} == names


@pytest.mark.parametrize(
    "text",
    [
        "The report praised Senator Anna Bell. He introduced the Harbour Safety Act.",
        "The Ministry of Ports published a study. The study was late, and it rejected the Harbour Safety Act.",
        "Residents wrote to the Ministry of Ports after they rejected the Harbour Safety Act.",
    ],
)
def test_a_pronoun_that_nobody_fits_makes_no_actor(text):
    assert [act.actor for act in extract(text).actions if act.type in ("introduce", "reject")] == []
