"""Train the names model: ``python -m training --gold GOLD --releases RELEASES --keep-apart TESTS --folder OUT``.

In order: lay the gold over the teacher's other labels; tune the teacher on it; let it label releases and clean that by
rules; tune students on gold, silver and made sentences; average them; write the weights; score them on held-out gold.
"""

import argparse
import importlib
import random
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from .calibrate import calibrate
from .corpus import Labelled, Span, pieces, read_gold, read_lines, to_example
from .evaluate import is_held_out, table
from .generate import sentences
from .learn import Schedule, fine_tune
from .mix import Recipe, mixed
from .overlap import without_overlap
from .patterns import Patterns
from .rehearsal import confirmed, names_beside_others, predicted, rehearsed
from .silver import agreed, clean
from .weights import averaged, rounded, with_rows, write
from .words import Words

UNUSED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]


def main() -> None:
    """Read the options and run all steps."""
    options = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    options.add_argument("--gold", type=Path, required=True, help="JSONL: words, spaces, ents (PER, ORG, LOC)")
    options.add_argument("--releases", type=Path, required=True, help="JSONL: id, text")
    options.add_argument("--keep-apart", type=Path, nargs="*", default=[], help="test texts to keep away from")
    options.add_argument("--folder", type=Path, required=True, help="where the weights go")
    options.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    chosen = options.parse_args()
    config = tomllib.loads(chosen.config.read_text(encoding="utf-8"))
    train(config, chosen.gold, chosen.releases, chosen.keep_apart, chosen.folder)


def train(config: dict[str, Any], gold_path: Path, releases: Path, apart: Sequence[Path], folder: Path) -> None:
    """Run all steps; print what is done, and in the end the scores."""
    set_current_ops(NumpyOps(use_blis=False))  # NumPy's own products are far faster than the ones thinc prefers
    data, learning = config["data"], config["learning"]
    every = data["held_out"], data["held_out_news"]
    gold = list(without_overlap(read_gold(gold_path), apart, data["overlap_gold"]))
    held_out = [item for item in gold if is_held_out(item, *every)]
    teacher = pipeline(config["teacher"])
    texts, apart_texts = chosen_releases(releases, apart, data)
    others, wanted = predicted(teacher, texts), predicted(teacher, apart_texts)
    fine = rehearsed(teacher, [item for item in gold if not is_held_out(item, *every)], data["patchy"])
    say(f"gold: {len(fine)} texts to learn from, {len(held_out)} held out")

    schedule = Schedule(
        learning["rate"], learning["teacher_words"], learning["batch"], learning["dropout"], learning["warm"]
    )
    silver = labelled(texts, predicted(tuned_teacher(config, fine, schedule), texts), others)
    say(f"silver: {len(silver)} releases")

    recipe = Recipe(**config["mix"], piece=data["piece"])
    students = [student(config, fine, silver, recipe, schedule, seed) for seed in config["student"]["seeds"]]
    ours = averaged(students)
    say(f"added to rare labels: {calibrate(ours, apart_texts, wanted)}")
    folder.mkdir(parents=True, exist_ok=True)
    write(ours, folder)
    say(table({"stock": pipeline(config["base"]), "ours": ours}, held_out))


def pipeline(package: str) -> Language:
    """Load an installed pipeline with nothing but its ``ner``; a package may also just know where its model lies."""
    module = importlib.import_module(package)
    source = module.model_path() if hasattr(module, "model_path") else package
    return spacy.load(source, exclude=UNUSED)


def chosen_releases(path: Path, apart: Sequence[Path], data: dict[str, Any]) -> tuple[list[Labelled], list[Labelled]]:
    """Draw releases to learn from and others to calibrate on, without those that share text with the tests."""
    rows = list(read_lines(path))
    drawn = random.Random(0).sample(rows, min(data["releases"], len(rows)))
    learnt = {row["id"] for row in drawn}
    left = [row for row in rows if row["id"] not in learnt]
    more = random.Random(1).sample(left, min(data["calibrated"], len(left)))
    texts, others = (
        without_overlap((Labelled(row["id"], row["text"], (), source="silver") for row in part), apart, data["overlap"])
        for part in (drawn, more)
    )
    return list(texts), list(others)


def tuned_teacher(config: dict[str, Any], gold: Sequence[Labelled], schedule: Schedule) -> Language:
    """Tune the teacher on gold, a few times over from the start, and return the mean."""
    runs = []
    for seed in config["teacher_seeds"]:
        teacher = pipeline(config["teacher"])
        examples = [to_example(teacher, piece) for item in gold for piece in pieces(item, config["data"]["piece"])]
        fine_tune(teacher, examples, schedule, seed)
        runs.append(teacher)
    return averaged(runs)


def labelled(
    releases: Sequence[Labelled], tuned: Sequence[Sequence[Span]], untuned: Sequence[Sequence[Span]]
) -> list[Labelled]:
    """Clean by the rules what the teacher says about releases: names as it was tuned, all else as it was before."""
    patterns = Patterns.of(Words.read())
    found = zip(releases, map(names_beside_others, tuned, untuned), strict=True)
    return agreed([clean(replace(item, spans=spans), patterns) for item, spans in found])


def student(
    config: dict[str, Any],
    gold: Sequence[Labelled],
    silver: Sequence[Labelled],
    recipe: Recipe,
    like: Schedule,
    seed: int,
) -> Language:
    """Tune one student for one pass over its mix."""
    base = config["base"]
    bare = spacy.load(base, exclude=[*UNUSED, "ner"])
    nlp = with_rows(pipeline(base), bare, config["student"]["rows"])
    made = list(sentences(recipe.made_sentences, seed))
    made = confirmed(made, predicted(pipeline(config["teacher"]), made))
    examples = [to_example(nlp, item) for item in mixed(gold, silver, made, recipe, seed)]
    words = sum(len(example) for example in examples)
    say(f"student {seed}: {words:,} words")
    fine_tune(nlp, examples, replace(like, words=words), seed)
    return rounded(nlp)


def say(text: str) -> None:
    """Print at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
