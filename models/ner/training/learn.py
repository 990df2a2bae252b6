"""Fine-tune a pipeline's ``ner``: batches by words, a rate that warms up and falls, averaged weights."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn; ``rate`` is the peak of Adam's learning rate."""

    rate: float
    words: int
    batch: int = 1000
    dropout: float = 0.1
    warm: float = 0.05


def batches(examples: Sequence[Example], schedule: Schedule, rng: random.Random) -> Iterator[list[Example]]:
    """Yield shuffled batches, over and over, until ``schedule.words`` words have gone by."""
    left = schedule.words
    while left > 0:
        batch: list[Example] = []
        words = 0
        for place in rng.sample(range(len(examples)), len(examples)):
            batch.append(examples[place])
            words += len(examples[place])
            if words >= schedule.batch:
                yield batch
                left -= words
                batch, words = [], 0
            if left <= 0:
                return


def rate_at(done: float, schedule: Schedule) -> float:
    """Return the learning rate when the share ``done`` of all words has gone by."""
    rise = min(1.0, done / schedule.warm)
    return schedule.rate * min(rise, 1.0 - 0.95 * done)


def fine_tune(nlp: Language, examples: Sequence[Example], schedule: Schedule, seed: int) -> None:
    """Train ``nlp``'s ``ner`` in place and leave it with the averaged weights."""
    fix_random_seed(seed)
    rng = random.Random(seed)
    optimizer = Adam(schedule.rate, L2=0.0, grad_clip=1.0, use_averages=True)
    losses: dict[str, float] = {}
    done = 0
    with nlp.select_pipes(enable="ner"):
        for number, batch in enumerate(batches(examples, schedule, rng)):
            optimizer.learn_rate = rate_at(done / schedule.words, schedule)
            nlp.update(batch, drop=schedule.dropout, sgd=optimizer, losses=losses)
            done += sum(len(example) for example in batch)
            if number % 100 == 99:
                print(f"  {done:>9,} words, loss {losses.pop('ner') / 100:.1f}", flush=True)
    ner: Any = nlp.get_pipe("ner")
    _keep_averages(ner.model, optimizer)


def _keep_averages(model: Any, optimizer: Optimizer) -> None:
    for node in model.walk():
        for name in node.param_names:
            if (average := optimizer.averages.get((node.id, name))) is not None:
                node.set_param(name, average)
