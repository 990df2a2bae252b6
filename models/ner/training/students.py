"""The students: spaCy's small ``ner``, tuned on gold, silver and made sentences, side by side."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import spacy
from spacy.language import Language

from .corpus import Labelled, to_example
from .learn import Schedule, fine_tune
from .mix import Recipe, mixed
from .pipelines import UNUSED, pipeline, use_numpy
from .weights import load, rounded, with_rows


def students(
    config: dict[str, Any], recipe: Recipe, material: Sequence[Sequence[Labelled]], start: Path | None
) -> list[Language]:
    """Tune the students side by side, one process each, from the weights in a folder or from the base's."""
    runs = config["student"]["runs"]
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(len(runs), mp_context=get_context("spawn")) as pool,
    ):
        begun = [
            pool.submit(student, config, replace(recipe, **mix), material, start, seed, Path(folder, str(seed)))
            for seed, mix in ((run["seed"], {name: run[name] for name in run if name != "seed"}) for run in runs)
        ]
        return [spacy.load(run.result()) for run in begun]


def student(
    config: dict[str, Any],
    recipe: Recipe,
    material: Sequence[Sequence[Labelled]],
    start: Path | None,
    seed: int,
    folder: Path,
) -> Path:
    """Tune one student on its mix of gold, silver and made sentences; return the folder that it is left in."""
    use_numpy()
    base, passes = config["base"], config["student"]["passes"]
    nlp = spacy.load(base, exclude=[*UNUSED, "ner"])
    if start:
        load(nlp, start)
    else:
        nlp = with_rows(pipeline(base), nlp, config["student"]["rows"])
    gold, silver, made = material
    examples = [to_example(nlp, item) for item in mixed(gold, silver, made, recipe, seed)]
    words = passes * sum(len(example) for example in examples)
    print(f"student {seed}: {words:,} words", flush=True)
    fine_tune(nlp, examples, Schedule(**config["learning"], words=words), seed)
    rounded(nlp).to_disk(folder)
    return folder
