"""Who acts, where several do."""

from pathlib import Path

import pytest

from extractor import extract
from extractor.article import Article
from extractor.checking import read
from extractor.data import library
from extractor.facts import events
from extractor.facts.events.selection import chosen
from extractor.pipeline import Pipeline
from extractor.settings import Reading


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
            "Rain fell on the signing of a pact between the Ministry of Health and the Harbour Union.",
            {("sign", "Ministry of Health"), ("sign", "Harbour Union")},
        ),
        (
            "SENATE ADOPTS HARBOUR BUDGET\n\nThe Senate yesterday adopted the harbour budget for 2025.",
            {("adopt", "Senate")},
        ),
        (
            "Senator Anna Bell introduced a bill on school safety. Other senators signed her letter.",
            {("introduce", "Anna Bell")},
        ),
        (
            (
                "WASHINGTON, D.C. – U.S. Senators Anna Bell (D-MN) and Omar Haddad (R-TX), members of the "
                "Senate Committee on Agriculture, Nutrition, and Forestry, today introduced the Ferry Act."
            ),
            {("introduce", "Anna Bell"), ("introduce", "Omar Haddad")},
        ),
        (
            "Parliament followed the Senate in passing a law to cut waste.",
            {("pass", "Parliament"), ("pass", "Senate")},
        ),
        (
            "The Ferry Act was introduced by Senators Anna Bell (D-MN), Omar Haddad (R-TX) and Tom Reed (D-CT).",
            {("introduce", "Anna Bell"), ("introduce", "Omar Haddad"), ("introduce", "Tom Reed")},
        ),
        (
            "An accord was signed by the Minister for Ships and Nets Omar Haddad and the Minister of Ports Anna Bell.",
            {("sign", "Anna Bell"), ("sign", "Omar Haddad")},
        ),
        ("The Ferry Act was introduced by Senator Anna Bell, and Omar Haddad was there.", {("introduce", "Anna Bell")}),
        (
            "Senator Anna Bell and her colleague Omar Haddad introduced the Ferry Act.",
            {("introduce", "Anna Bell"), ("introduce", "Omar Haddad")},
        ),
    ],
)  # fmt: skip
def test_actors(text, expected):
    found = [(act.type, act.actor) for act in extract(text).actions]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            (
                "Anna Bell Introduces Bill to Prevent Night Ferries\n\n06.30.25\n"
                "Anna Bell Introduces Bill to Prevent Night Ferries\n\n"
                "(Tarrow) Late on Thursday Senator Anna Bell introduced a bill to prevent night ferries on the lake."
            ),
            1,
        ),
        (
            (
                "Chess player Omar Haddad arrested in Tarrow\n\n"
                "Omar Haddad, a player of chess who lives in Arlen, was arrested on Friday over the fire at the quay."
            ),
            1,
        ),
        ("The Senate passed a resolution on the new quay. On Friday the Senate passed this resolution.", 1),
        ("The Senate passed a law on the new quay. On Friday the Senate passed the harbour budget.", 2),
    ],
)  # fmt: skip
def test_what_is_told_again_is_one_act(text, times):
    acts = extract(text).actions
    assert len(acts) == times


@pytest.mark.parametrize("rest", ["other House Democrats", "several other senators", "others"])
def test_all_who_are_named_before_those_without_a_name_act(rest):
    acts = extract(f"Rep. Gwen Moore (D-WI), Rep. John Conyers (D-MI) and {rest} introduced H.R. 11.").actions
    assert [act.actor for act in acts] == ["Gwen Moore", "John Conyers"]


def test_we_are_no_body_that_is_only_named_late():
    rain = f"Rain fell on the town, {'and on the hills, ' * 18}for days."
    acts = extract(f"{rain} We urge all parties to talk. The Supreme Court of Arlen has ruled on it.").actions
    assert [(act.type, act.actor) for act in acts] == [("rule", "Supreme Court of Arlen")]


def test_what_somebody_is_to_do_is_not_done():
    record = extract("The Secretary-General recommended that the Government of Liberia adopt the Land Bill.")
    assert [(action.type, action.modality) for action in record.actions] == [("propose", "done")]


@pytest.mark.parametrize(("verb", "modality"), [("denied", "negated"), ("read", "done")])
def test_what_is_denied_was_not_done(verb, modality):
    acts = extract(f"Minister Anna Bell {verb} reports that she had signed the accord.").actions
    assert [act.modality for act in acts if act.type == "sign"] == [modality]


@pytest.mark.slow
def test_each_trait_with_a_weight_is_told_of_some_act(monkeypatch):
    told = set()

    def seen(candidates, *others):
        candidates = list(candidates)
        told.update(*(each.traits for each in candidates))
        return chosen(candidates, *others)

    monkeypatch.setattr(events, "chosen", seen)
    sentences = read(Path(__file__).parent / "actions.txt")
    Pipeline(Reading(only=("actions",)))([Article(id=str(each.line), text=each.text) for each in sentences])
    weighed = {row["trait"] for row in library().table("events/weights.tsv")}
    assert weighed - {"again"} <= told  # "again" is told of acts once they are ranked
