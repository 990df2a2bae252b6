"""How a vote or a number of amendments came to its law is told behind the rule that found it."""

import pytest

from extractor import extract
from extractor.fact import Amendments, Count, Vote


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            """The house rejected:
            with 47 votes in favour (28 against) the Bill on Amendments to the Ferry Act;
            with 44 votes in favour (10 against) the Bill on Amendments to the Harbour Act.""",
            ["Bill on Amendments to the Ferry Act", "Bill on Amendments to the Harbour Act"],
        ),
        ("MPs read the Harbour Bill and made 12 recommendations. The Ferry Act would be repealed.", ["Harbour Bill"]),
        ("The Ferry Bill is new. The Harbour Code was adopted with 98 votes.", ["Harbour Code"]),
        ("The Ferry Bill is new. A resolution came. There were 130 votes for the resolution and 63 against.", [None]),
        ("They read the Ferry Bill. The no-confidence motion against Ann Reed was defeated by 46 votes to 25.", [None]),
        ("They read the Ferry Bill. Ann Reed was elected speaker by 46 votes to 25.", [None]),
        ("They read the Ferry Bill. The bills were sent to committee by 46 votes to 25.", [None]),
        ("They read the Ferry Bill. The Holt budget plan was approved by 46 votes to 25.", [None]),
        ("They read the Ferry Bill. Then another bill came. The bill passed by 46 votes to 25.", [None]),
        ("They read the Ferry Bill. It rained. The Holt amendment passed by 46 votes to 25.", ["Ferry Bill"]),
        ("- The Ferry Bill, with amendments to the Harbour Act, was passed by 46 votes to 25.", ["Ferry Bill"]),
        ("The Ferry Bill split the party: 62 Labour rebels voted against the bill.", ["Ferry Bill"]),
        ("They read the Ferry Bill. The house has 62 members.", [None]),
        ("The house passed a bill. 46 voted for the bill and 25 against. The pilot dues bill is new.", [None]),
        ("A bill passed. 46 voted for the bill and 25 against. The pilot dues bill was tabled.", ["pilot dues bill"]),
        ("There were 270 votes for, 3 against. It serves the Ferry Treaty signed with Norland.", [None]),
        ("MPs backed a bill which bans ferries by 330 to 275. The Ferry Bill goes to the Lords.", ["Ferry Bill"]),
        ("Lords voted 60 to 30 for a bill. A bill was lost. The Ferry Bill goes on.", [None]),
        ("They read the Ferry Bill. By a vote of 96-0 they took a Holt amendment to the Dock Bill.", ["Dock Bill"]),
        ("They read the Dock Treaty and a Ferry Agreement. 46 voted for the treaty and 25 against.", ["Dock Treaty"]),
        ("The Ferry Bill fell: 37 members voted for the bill, one was against the bill.", ["Ferry Bill"]),
    ],
)
def test_each_count_and_vote_has_its_own_law(text, names):
    record = extract(text)
    laws = {law.id: law.name for law in record.instruments}
    facts: list[Vote | Amendments | Count] = [*record.votes, *record.amendments, *record.counts]
    assert [laws.get(fact.instrument or "") for fact in sorted(facts, key=lambda fact: fact.start)] == names


@pytest.mark.parametrize(
    ("object_", "law"), [("the bill in the House Harbour Committee", "Ferry Bill"), ("the bill's sponsors", None)]
)
def test_the_object_of_an_act_may_go_on_behind_the_noun(object_, law):
    record = extract(
        f"They read the Ferry Bill. Ann Reed (D-NY) successfully amended {object_} (HHC) to restore the dues."
    )
    laws = {each.id: each.name for each in record.instruments}
    told = [action for action in record.actions if (action.object or "").startswith(object_)]
    assert [laws.get(action.object_id or "") for action in told] == [law]


@pytest.mark.parametrize(
    ("object_", "then", "law"),
    [
        ("bipartisan legislation", "The Ferry Dues Act of 2019 would lower them.", "Ferry Dues Act of 2019"),
        ("a companion bill", "Her bill, S. 402, the Ferry Dues Act, is short.", "Ferry Dues Act"),
        ("an amendment", "It would change the Ferry Dues Act of 2019.", None),
        ("legislation", "It would extend the Ferry Dues Act of 2019.", None),
        ("legislation", "A bill on docks was lost. The Ferry Dues Act of 2019 is new.", None),
        ("legislation", "It is like the Ferry Dues Act of 2012.", None),
        ("legislation", "It is part of the ferry dues bill.", None),
        ("a resolution", "The Ferry Dues Act of 2019 would lower them.", None),
    ],
)
def test_what_is_brought_in_is_the_law_named_next(object_, then, law):
    record = extract(
        f"NEW DUES FOR FERRIES\n\nSen. Ann Reed (D-NY) today introduced {object_} to help islanders. {then}",
        published="2019-05-02",
    )
    laws = {each.id: each.name for each in record.instruments}
    (told,) = (action for action in record.actions if action.type == "introduce")
    assert laws.get(told.object_id or "") == law


@pytest.mark.parametrize("side", ["for", "against", "in favour of"])
def test_a_vote_for_or_against_the_bill_is_on_it(side):
    record = extract(f"The Senate passed the Ferry Bill. Sen. Ann Reed (D-NY) voted {side} the bill.")
    laws = {each.id: each.name for each in record.instruments}
    (told,) = (action for action in record.actions if action.predicate == "voted")
    assert laws.get(told.object_id or "") == "Ferry Bill"


@pytest.mark.parametrize("object_", ["12 amendments", "12 amendments to the legislation"])
def test_who_acts_upon_amendments_acts_upon_their_law(object_):
    record = extract(f"The Senate debated the Ferry Bill. The House rejected {object_} on Monday.")
    laws = {each.id: each.name for each in record.instruments}
    (told,) = (action for action in record.actions if action.predicate == "rejected")
    assert laws.get(told.object_id or "") == "Ferry Bill"


def test_amendments_without_their_noun_are_of_the_same_law():
    record = extract("They debated the Ferry Bill. Thirty-two amendments were adopted, 14 were rejected.")
    (law,) = record.instruments
    assert [each.instrument for each in record.amendments] == [law.id, law.id]


@pytest.mark.parametrize(
    ("then", "law"),
    [
        ("It was passed 85 to 14 on the floor of the Senate.", "Ferry Bill"),
        ("Members were tired. Nobody spoke. It was rejected by the Senate.", None),
    ],
)
def test_what_passed_or_fell_is_the_law_told_of_just_before(then, law):
    record = extract(f"The House debated the Ferry Bill. {then}")
    laws = {each.id: each.name for each in record.instruments}
    (told,) = (action for action in record.actions if action.type in ("pass", "reject"))
    assert laws.get(told.object_id or "") == law
