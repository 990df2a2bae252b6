"""The closed sets of values that stand in a record: types, units, modifiers."""

from typing import Literal, get_args

DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Resolution = Literal["explicit", "relative", "inferred", "unresolved"]
InstitutionType = Literal[
    "legislature", "committee", "government", "ministry", "agency", "court", "security", "presidency",
    "local_government", "intergovernmental", "party", "company", "ngo", "union", "university", "media", "other",
]  # fmt: skip
InstrumentType = Literal[
    "constitution", "act", "bill", "code", "treaty", "regulation", "resolution", "decree", "plan", "rules", "other"
]  # fmt: skip
LAWS = frozenset[InstrumentType](("act", "bill"))
"""Types of which one law may be, in its making and after."""
Unit = Literal[
    "bill", "act", "article", "section", "clause", "resolution", "recommendation",
    "submission", "petition", "treaty", "case", "member", "other",
]  # fmt: skip
Modifier = Literal["about", "over", "under", "at_least", "at_most"]
ActionType = Literal[
    "introduce", "pass", "approve", "adopt", "reject", "amend", "ratify", "sign", "repeal", "veto",
    "propose", "announce", "appoint", "sentence", "rule", "fund", "request",
    "charge", "convict", "fine", "settle", "award", "invest", "report", "other",
]  # fmt: skip
Modality = Literal["done", "planned", "possible", "negated"]

BODY_TYPES: tuple[InstitutionType, ...] = get_args(InstitutionType)
