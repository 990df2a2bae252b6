"""What an act weighs beside its word, and which acts are given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of ``models/actions/weights.tsv``, which says what each is for."""

    lead_sentences: float
    lead: float
    late_sentences: float
    late: float
    fading: float
    law: float
    dated: float
    unsure: float
    unnamed: float
    unlisted: float
    done: float
    doubtful: float
    quoted: float
    capitals: float
    least: float
    last_resort: float
    most: float
    several: float
