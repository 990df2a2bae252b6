"""The main action of a record."""

from extractor.record import Action, Record
from extractor.writers.main_event import main_action


def act(start, **fields):
    given = {"type": "announce", "modality": "done", "object_id": None} | fields
    return Action(
        actor="A", actor_id=None, object="o", date=None, text="o", start=start, end=start + 1, rule="r", **given
    )


def record(*actions):
    return Record(
        id="x", source="", title=None, url=None, language=None, published=None, dateline=None, actions=actions
    )


def test_none():
    assert main_action(record()) is None


def test_done_before_planned_then_instruments_then_lawmaking_then_place():
    planned, plain = act(0, modality="planned", object_id="L1"), act(1)
    law, earlier = act(5, type="adopt"), act(3, type="adopt")
    upon = act(9, object_id="L1")
    assert main_action(record(planned, plain)) is plain
    assert main_action(record(plain, law)) is law
    assert main_action(record(earlier, law)) is earlier
    assert main_action(record(plain, law, upon)) is upon
