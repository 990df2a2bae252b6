"""Train the names model: ``python -m training --gold GOLD --releases R --world W --keep-apart TESTS --folder OUT``.

In order: lay the gold over what a medium pipeline says of all but names; tune a transformer on gold and made sentences;
let both label releases and the world's texts and clean that by rules; tune students on gold, silver and made sentences,
from the weights of before if they are given; average them; write the weights; score them on held-out gold.
"""

import argparse
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .calibrate import calibrate
from .corpus import Labelled, Span, read_gold, read_lines
from .evaluate import is_held_out, table
from .generate import sentences
from .mix import WORLD, Recipe, mixed
from .overlap import without_overlap
from .patterns import Patterns
from .pipelines import pipeline, use_numpy
from .reading import read
from .rehearsal import confirmed, names_beside_others, predicted, rehearsed
from .silver import agreed, clean
from .students import students
from .transformer import Settings, tuned
from .weights import averaged, write
from .words import Words


def main() -> None:
    """Read the options and run all steps."""
    options = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    options.add_argument("--gold", type=Path, required=True, help="JSONL: words, spaces, ents (PER, ORG, LOC)")
    options.add_argument("--releases", type=Path, required=True, help="JSONL: id, text")
    options.add_argument("--world", type=Path, nargs="*", default=[], help="JSONL: id, text; all of it is learnt from")
    options.add_argument("--start", type=Path, help="a folder with weights that the students begin from")
    options.add_argument("--keep-apart", type=Path, nargs="*", default=[], help="test texts to keep away from")
    options.add_argument("--folder", type=Path, required=True, help="where the weights go")
    options.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    chosen = options.parse_args()
    config = tomllib.loads(chosen.config.read_text(encoding="utf-8"))
    train(config, chosen)


def train(config: dict[str, Any], chosen: argparse.Namespace) -> None:
    """Run all steps; print what is done, and in the end the scores."""
    use_numpy()
    data, apart = config["data"], chosen.keep_apart
    every = data["held_out"], data["held_out_news"]
    gold = list(without_overlap(read_gold(chosen.gold), apart, data["overlap_gold"]))
    held_out = [item for item in gold if is_held_out(item, *every)]
    texts, apart_texts = chosen_releases(chosen.releases, apart, data)
    texts += without_overlap(world_texts(chosen.world), apart, data["overlap"])
    medium = pipeline(config["medium"])
    others, wanted = predicted(medium, texts), predicted(medium, apart_texts)
    fine = rehearsed(medium, [item for item in gold if not is_held_out(item, *every)], data["patchy"])
    made = list(sentences(max(config["taught"]["made_sentences"], config["mix"]["made_sentences"]), seed=1))
    made = confirmed(made, predicted(medium, made))
    say(f"to learn from: {len(fine)} gold texts, {len(made)} made sentences; {len(held_out)} gold texts held out")

    settings = Settings(**config["transformer"])
    taught = Recipe(**config["taught"], piece=data["piece"])
    names = read(tuned(mixed(fine, [], made, taught, settings.seed), settings), texts)
    silver = labelled(texts, names, others)
    say(f"silver: {len(silver)} texts")

    recipe = Recipe(**config["mix"], piece=data["piece"])
    ours = averaged(students(config, recipe, (fine, silver, made), chosen.start))
    say(f"added to rare labels: {calibrate(ours, apart_texts, wanted)}")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    write(ours, chosen.folder)
    say(table({"stock": pipeline(config["base"]), "ours": ours}, held_out))


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


def world_texts(paths: Sequence[Path]) -> Iterator[Labelled]:
    """Yield the texts of other countries than that of the releases."""
    for path in paths:
        for row in read_lines(path):
            yield Labelled(row["id"], row["text"], (), source=WORLD)


def labelled(
    releases: Sequence[Labelled], names: Sequence[Sequence[Span]], others: Sequence[Sequence[Span]]
) -> list[Labelled]:
    """Clean by the rules what two models say about releases: one about names, the other about all else."""
    patterns = Patterns.of(Words.read())
    found = zip(releases, map(names_beside_others, names, others), strict=True)
    return agreed([clean(replace(item, spans=spans), patterns) for item, spans in found])


def say(text: str) -> None:
    """Print at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
