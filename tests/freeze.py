"""Whole records as they were when somebody last looked at them: `python tests/freeze.py [KIND …] [--accept]`.

Without options it shows, article by article and kind by kind, how the records of today differ from the frozen ones;
`--accept` takes over what they are now. `test_frozen.py` demands that nothing differs. What is frozen:

- `frozen/samples/<id>.tsv`: the records of `samples/`, a line a fact;
- `frozen/sums.tsv`: of the marked sentences in `facts/*.txt` and of some public articles that are not kept here (passed
  over where they are absent), the sum of each kind of fact. To show what changed there, this machine keeps the facts
  that had these sums in `frozen/seen/`, which is not part of the project;
- `writers/written/<form>.txt`: what each form writes of one full record.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from difflib import unified_diff
from functools import cache, partial
from itertools import islice
from pathlib import Path

import msgspec

import archives
import forms
from extractor.article import Article
from extractor.checking import read
from extractor.pipeline import Pipeline
from extractor.readers import read_all
from extractor.record import FACT_KEYS, Failure
from extractor.settings import Reading

TESTS = Path(__file__).parent
SAMPLES = TESTS.parent / "samples"
FROZEN = TESTS / "frozen" / "samples"
SUMS = TESTS / "frozen" / "sums.tsv"
SEEN = TESTS / "frozen" / "seen"
PUBLIC = {"world": (archives.WORLD, 6), "corpus": (archives.CORPUS, 16)}
"""The archives and which share of their articles is frozen: every so manyth."""
LONGEST = 4_000
HEAD = ("published", "dateline", "headline", "lead", "language")
KINDS = ("head", *FACT_KEYS)


def samples():
    """The articles of `samples/`, published on the day that their annotation gives."""
    gold = {path.stem: path for path in sorted((SAMPLES / "gold").glob("*.json"))}
    for article in read_all((str(SAMPLES / "*.txt"), str(SAMPLES / "batch.jsonl")), None):
        day = json.loads(gold[article.id].read_text(encoding="utf-8"))["published"]
        yield msgspec.structs.replace(article, published=day)


def marked():
    """The marked sentences of all kinds; their id is the sum of what they say."""
    seen = set()
    for path in sorted((TESTS / "facts").glob("*.txt")):
        for each in read(path):
            name = sentence_id(each)
            if name not in seen:
                seen.add(name)
                yield Article(id=name, text=each.text, published=each.published)


def sentence_id(marked):
    return digest(f"{marked.published}|{marked.text}")


def public(name):
    """Some articles of an archive that is not kept here; none where it is absent."""
    path, step = PUBLIC[name]
    for row in islice(archives.rows(path), 0, None, step):
        if 0 < len(row["text"]) <= LONGEST:
            yield Article(id=f"{row['id']}:{digest(row['text'])}", text=row["text"], published=row.get("published"))


SETS: dict[str, Callable[[], Iterable[Article]]] = {
    "samples": samples,
    "marked": marked,
    **{name: partial(public, name) for name in PUBLIC},
}


@cache
def pipeline(least):
    return Pipeline(Reading() if least is None else Reading(least=least))


@cache
def read_set(name):
    """The records of a set by the ids of its articles; those of the marked sentences have facts of every score."""
    articles = list(SETS[name]())
    found = pipeline(0.0 if name == "marked" else None)(articles)
    return {article.id: record for article, record in zip(articles, found, strict=True)}


def records(name):
    """The facts of each article of a set: by id, then by kind, each a dict without its empty parts."""
    return {id_: facts(record) for id_, record in read_set(name).items()}


def facts(record):
    entry = json.loads(msgspec.json.encode(record))
    if isinstance(record, Failure):
        return {"head": [entry["error"]]} | {kind: [] for kind in FACT_KEYS}
    head = [{key: entry[key] for key in HEAD if entry[key] is not None}]
    return {"head": head} | {kind: [bare(fact) for fact in entry[kind]] for kind in FACT_KEYS}


def bare(fact):
    return {key: value for key, value in fact.items() if value not in (None, [], {})}


def digest(words):
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def dump(entry):
    return json.dumps(entry, ensure_ascii=False)


def lines(found):
    """An article's facts as lines: the kind, a tab, the fact."""
    return [f"{kind}\t{dump(fact)}" for kind in KINDS for fact in found[kind]]


def parse(text):
    found = {kind: [] for kind in KINDS}
    for line in text.split("\n"):
        if not line:
            continue
        kind, _, fact = line.partition("\t")
        found[kind].append(json.loads(fact))
    return found


def sums(found):
    """The sum of each kind; `-` where there is no fact."""
    return [digest(dump(found[kind]))[:8] if found[kind] else "-" for kind in KINDS]


def frozen_samples():
    return {path.stem: parse(path.read_text(encoding="utf-8")) for path in sorted(FROZEN.glob("*.tsv"))}


def frozen_sums():
    """The frozen sums: by set and id, one a kind."""
    table = {}
    if SUMS.exists():
        first, *rows = SUMS.read_text(encoding="utf-8").splitlines()
        kinds = first.split("\t")[2:]
        for row in rows:
            name, id_, *cells = row.split("\t")
            table.setdefault(name, {})[id_] = dict(zip(kinds, cells, strict=True))
    return table


def changed(name, now):
    """What differs from what is frozen: (article, kind, facts before or None where nobody knows them, facts now).

    Articles that are new are passed over.
    """
    if name == "samples":
        before = frozen_samples()
        return [
            (id_, kind, before[id_][kind], now[id_][kind])
            for id_ in now
            if id_ in before
            for kind in KINDS
            if before[id_][kind] != now[id_][kind]
        ]
    before = frozen_sums().get(name, {})
    return [
        (id_, kind, kept(id_, kind, before[id_][kind]), now[id_][kind])
        for id_ in now
        if id_ in before
        for kind, own in zip(KINDS, sums(now[id_]), strict=True)
        if before[id_].get(kind, "-") != own
    ]


def kept(id_, kind, wanted):
    """The facts that had a frozen sum, if this machine has seen them."""
    if wanted == "-":
        return []
    path = SEEN / f"{digest(id_)}.tsv"
    found = parse(path.read_text(encoding="utf-8")) if path.exists() else None
    return found[kind] if found and sums(found)[KINDS.index(kind)] == wanted else None


def shown(before, now):
    """The difference for the eye: what went, what came, and of facts in the same place which parts changed."""
    if before is None:
        return ["  ? what it was is not known on this machine; now:", *(f"    {dump(fact)}" for fact in now)]
    gone = [fact for fact in before if fact not in now]
    new = [fact for fact in now if fact not in before]
    rows = []
    for fact in gone:
        place = next((each for each in new if where(each) == where(fact)), None)
        if place is None:
            rows.append(f"  - {dump(fact)}")
            continue
        new.remove(place)
        rows.append(f"  ~ {fact.get('name') or fact.get('text') or fact.get('label') or 'head'}")
        parts = [key for key in fact | place if fact.get(key) != place.get(key)]
        rows += [f"      {key}: {dump(fact.get(key))} → {dump(place.get(key))}" for key in parts]
    return rows + [f"  + {dump(fact)}" for fact in new] or ["  the same in another order"]


def where(fact):
    return fact.get("name") or fact.get("start", fact.get("id"))


def write(found):
    """Takes over the records of all sets; those of texts that are absent stay as they are."""
    FROZEN.mkdir(parents=True, exist_ok=True)
    for path in FROZEN.glob("*.tsv"):
        path.unlink()
    for id_, each in found["samples"].items():
        FROZEN.joinpath(f"{id_}.tsv").write_text("\n".join(lines(each)) + "\n", encoding="utf-8")
    rows = ["\t".join(("set", "id", *KINDS))]
    old = frozen_sums()
    for name in (name for name in SETS if name != "samples"):
        cells = {id_: dict(zip(KINDS, sums(each), strict=True)) for id_, each in found[name].items()}
        for id_, entry in (cells or old.get(name, {})).items():
            rows.append("\t".join((name, id_, *(entry.get(kind, "-") for kind in KINDS))))
    SUMS.write_text("\n".join(rows) + "\n", encoding="utf-8")


def remember(found, differing=frozenset()):
    """Keeps on this machine the facts behind the sums, but for articles that differ from what is frozen."""
    SEEN.mkdir(parents=True, exist_ok=True)
    for id_, each in found.items():
        path = SEEN / f"{digest(id_)}.tsv"
        text = "\n".join(lines(each)) + "\n"
        if id_ not in differing and not (path.exists() and path.read_text(encoding="utf-8") == text):
            path.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="show only these kinds of fact")
    parser.add_argument("--accept", action="store_true", help="take over the records as they are now")
    options = parser.parse_args()
    found = {name: records(name) for name in SETS}
    total = 0
    for name, now in found.items():
        rows = changed(name, now)
        if name != "samples":
            remember(now, frozenset() if options.accept else {row[0] for row in rows})
        for id_, kind, before, after in rows:
            if not options.kinds or kind in options.kinds:
                total += 1
                print(f"{name} {id_} {kind}", *shown(before, after), sep="\n")
    print(f"{total} kinds of fact differ in {sum(map(len, found.values()))} articles")
    for name, before, now in forms.differences():
        total += 1
        print(*unified_diff(before.splitlines(), now.splitlines(), f"form {name}", "now", lineterm="", n=1), sep="\n")
        if options.accept:
            forms.accept(name, now)
    if options.accept:
        write(found)
    return bool(total) and not options.accept


if __name__ == "__main__":
    sys.exit(main())
