"""Acts annotated in releases and reports whose texts are not kept here, and how well the records tell them.

`gold/acts.jsonl` holds one article a line: its id in the archives, the length and the beginning of the SHA-256 of its
text, `actors` (for each the code points of its fullest name, then of its other forms) and `acts`. Of each act:

`rank`       main (a careful reader names it), optional (readers differ) or minor (true, and not worth telling)
`type`       one of `extractor.terms.ActionType`; `type_alt` would do as well
`actor`      number of the actor, null where the text names none; `actor_alt` would do as well
`agent`      the words beside the verb that stand for the actor, a pronoun or a role too; where `actor` is null,
             those who have no name ("Tory MPs"), whom a record tells by these words
`predicate`  the verb or noun that tells it, `object` what it is done to
`draw`       of the article: 2 for 720 that were annotated later, by readers who had no types of courts and markets:
             `type_alt` has those that the predicate tells ("charged", "awarded"); else the first 300
`modality`   done, planned, possible, demanded, negated, or claimed (`claimed_by`: number of who says so)

An article belongs to the half that is read when rules and weights are made, or to the one of which only scores are
looked at. `python tests/quality/acts.py` scores both of either draw and lists the errors of the first;
`python tests/quality/acts.py FOLDER` writes the read half of the first draw as sheets with their texts.
"""

import hashlib
import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
import archives
from extractor.evaluation.judging import judge
from extractor.evaluation.report import tallies
from extractor.pipeline import Pipeline
from extractor.settings import Reading

HERE = Path(__file__).parent
SHEETS = {
    sheet["article"]: sheet
    for sheet in map(json.loads, (HERE / "gold" / "acts.jsonl").read_text(encoding="utf-8").splitlines())
}
PRONOUNS = ("i", "we", "us", "he", "she", "it", "they", "you", "who", "which")


@cache
def articles():
    """The annotated articles by id; none where an archive is not on this machine."""
    return archives.articles(SHEETS)


def half(name):
    """`read` or `unread`, by a sum of the id; `second read` and `second unread` of the second draw."""
    part = ("read", "unread")[hashlib.sha256(name.encode()).digest()[0] % 2]
    return f"second {part}" if "draw" in SHEETS[name] else part


def annotation(sheet, text, *, minor_counts=True):
    """The sheet as `judge` reads it; minor acts are wrong to tell (`minor_counts`), or as good as optional ones."""
    actors = [[text[slice(*span)] for span in spans] for spans in sheet["actors"]]
    unnamed = {act["agent"][0]: _forms(text[slice(*act["agent"])]) for act in sheet["acts"] if _is_unnamed(act, text)}
    ranks = {"actions": ("main",), "actions_optional": ("optional",) if minor_counts else ("optional", "minor")}
    return {"institutions": [{"name": name, "aliases": forms} for name, *forms in (*actors, *unnamed.values())]} | {
        section: [
            {key: value for key, value in act.items() if key.startswith("type")}
            | ({"actor": unnamed[act["agent"][0]][0]} if _is_unnamed(act, text) else {})
            | {key: actors[act[key]][0] for key in ("actor", "actor_alt") if act.get(key) is not None}
            | {"object": text[slice(*act["object"])] if act.get("object") else None}
            for act in sheet["acts"]
            if act["rank"] in wanted
        ]
        for section, wanted in ranks.items()
    }


def _is_unnamed(act, text):
    """Whether the words beside the verb tell who acts and no name does."""
    agent = act.get("agent") if act.get("actor") is None else None
    return agent is not None and text[slice(*agent)].lower() not in PRONOUNS


def _forms(agent):
    """The words for one without a name, and the same without an article or a number before them."""
    words = agent.split()
    return [" ".join(words[first:]) for first in range(min(len(words), 3))]


def verdicts(part, records, *, minor_counts=True):
    """The id of each article of a half with each verdict on its acts."""
    for name, article in articles().items():
        if half(name) == part:
            sheet = annotation(SHEETS[name], article.text, minor_counts=minor_counts)
            for verdict in judge(sheet, records[name], article.text):
                if verdict.row == "actions":
                    yield name, verdict


def score(part, records, *, minor_counts=True):
    found = verdicts(part, records, minor_counts=minor_counts)
    return tallies(verdict for _, verdict in found)["actions"]


def modalities(part, records):
    """How often an act of this modality (first) is told as that one (second), where it is told at all."""
    pairs = Counter()
    for name in (name for name in articles() if half(name) == part):
        for fact in records[name].actions:
            spans = [(fact.start, fact.end), *((each.start, each.end) for each in fact.mentions)]
            acts = [
                act
                for act in SHEETS[name]["acts"]
                if fact.type in (act["type"], act.get("type_alt"))
                and any(start <= act["predicate"][0] < end for start, end in spans)
            ]
            if acts:
                pairs[acts[0]["modality"], "claimed" if fact.source else fact.modality] += 1
    return pairs


def read():
    """The acts of all annotated articles, as records by id."""
    return {record.id: record for record in Pipeline(Reading(only=("actions",)))(list(articles().values()))}


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, article) in enumerate(sorted(articles().items())):
        if half(name) == "read":
            sheet = {"id": name, "published": article.published, "text": article.text, "people": []}
            sheet |= annotation(SHEETS[name], article.text)
            (folder / f"{number}.json").write_text(json.dumps(sheet), encoding="utf-8")


def main():
    if len(sys.argv) > 1:
        write(Path(sys.argv[1]))
        return
    records = read()
    for part in ("read", "second read"):
        for name, verdict in verdicts(part, records):
            if verdict.state in ("wrong", "missed"):
                print(f"{name}: {verdict.state}: {verdict.shown}")
    for part in ("read", "unread", "second read", "second unread"):
        for minor_counts in (True, False):
            tally = score(part, records, minor_counts=minor_counts)
            print(f"{part}, {'minor ones wrong' if minor_counts else 'all true ones right'}: {tally}", end=" ")
            print(f"P {tally.precision:.3f} R {tally.recall:.3f} F1 {tally.f1:.3f}")
        told = modalities(part, records).most_common()
        print(f"{part}:", ", ".join(f"{n} {act} told as {fact}" for (act, fact), n in told))


if __name__ == "__main__":
    main()
