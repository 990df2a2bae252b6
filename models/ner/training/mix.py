"""What one run learns from: gold, silver and made sentences, varied and cut into pieces."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .corpus import Labelled, pieces
from .damage import damaged
from .generate import Names
from .renaming import renamed


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much of what goes in; as in the table ``mix`` of ``config.toml``."""

    gold_copies: int
    silver_words: int
    world_copies: int
    made_sentences: int
    renamed: float
    damaged: float
    piece: int


def mixed(
    gold: Sequence[Labelled], silver: Sequence[Labelled], made: Sequence[Labelled], recipe: Recipe, seed: int
) -> Iterator[Labelled]:
    """Yield the pieces of one run; they come in no useful order."""
    rng, names = random.Random(seed), Names(seed)
    for item in _chosen(gold, silver, recipe, rng):
        varied = renamed(item, names) if rng.random() < recipe.renamed else item
        for piece in pieces(varied, recipe.piece):
            if piece.spans or rng.random() < EMPTY:
                yield damaged(piece, rng) if rng.random() < recipe.damaged else piece
    for item in gold:
        yield from pieces(item, recipe.piece)
    for item in made[: recipe.made_sentences]:
        yield damaged(item, rng) if rng.random() < recipe.damaged else item


EMPTY = 0.3  # the share of pieces without any name that is kept
WORLD = "world"  # the source of texts that are not releases of one country


def _chosen(
    gold: Sequence[Labelled], silver: Sequence[Labelled], recipe: Recipe, rng: random.Random
) -> Iterator[Labelled]:
    """Yield what is to be varied: copies of the gold (all but the first) and of the world, and releases up to a sum."""
    for _ in range(recipe.gold_copies - 1):
        yield from gold
    for _ in range(recipe.world_copies):
        yield from (item for item in silver if item.source == WORLD)
    words = 0
    releases = [item for item in silver if item.source != WORLD]
    for item in rng.sample(releases, len(releases)):
        if words >= recipe.silver_words:
            return
        words += len(item.text.split())
        yield item
