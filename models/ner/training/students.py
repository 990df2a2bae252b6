"""The students: spaCy's small ``ner``, tuned on gold, silver and made sentences, side by side."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
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
from .weights import rounded, with_rows


def students(config: dict[str, Any], recipe: Recipe, material: Sequence[Sequence[Labelled]]) -> list[Language]:
    """Tune the students side by side, one process each."""
    seeds = config["student"]["seeds"]
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(len(seeds), mp_context=get_context("spawn")) as pool,
    ):
        runs = [pool.submit(student, config, recipe, material, seed, Path(folder, str(seed))) for seed in seeds]
        return [spacy.load(run.result()) for run in runs]


def student(
    config: dict[str, Any], recipe: Recipe, material: Sequence[Sequence[Labelled]], seed: int, folder: Path
) -> Path:
    """Tune one student on its mix of gold, silver and made sentences; return the folder that it is left in."""
    use_numpy()
    base, passes = config["base"], config["student"]["passes"]
    bare = spacy.load(base, exclude=[*UNUSED, "ner"])
    nlp = with_rows(pipeline(base), bare, config["student"]["rows"])
    gold, silver, made = material
    examples = [to_example(nlp, item) for item in mixed(gold, silver, made, recipe, seed)]
    words = passes * sum(len(example) for example in examples)
    print(f"student {seed}: {words:,} words", flush=True)
    fine_tune(nlp, examples, Schedule(**config["learning"], words=words), seed)
    rounded(nlp).to_disk(folder)
    return folder
