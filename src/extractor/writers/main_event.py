"""Which act of a record is the one that its article is about."""

from extractor.record import Action, Record
from extractor.terms import ActionType, Modality

_MODALITIES: tuple[Modality, ...] = ("done", "planned", "possible", "negated")
_LAWMAKING: tuple[ActionType, ...] = (
    "adopt",
    "pass",
    "approve",
    "reject",
    "ratify",
    "sign",
    "veto",
    "repeal",
    "introduce",
)


def main_action(record: Record) -> Action | None:
    """The article's main action, None where it has none.

    What was done comes before what is planned, possible or negated; then acts upon an instrument, then acts of
    lawmaking, then the first in the text.
    """
    return min(
        record.actions,
        key=lambda act: (
            _MODALITIES.index(act.modality), act.object_id is None, act.type not in _LAWMAKING, act.start
        ),
        default=None,
    )  # fmt: skip
