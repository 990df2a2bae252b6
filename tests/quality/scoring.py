"""Scores records against annotated samples: precision, recall and F1 per kind of fact, over all samples together."""

import re
from collections import Counter
from dataclasses import dataclass


@dataclass
class Tally:
    hit: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, hit, extra, missed):
        self.hit += hit
        self.extra += extra
        self.missed += missed

    @property
    def f1(self):
        whole = 2 * self.hit + self.extra + self.missed
        return 2 * self.hit / whole if whole else 1.0


def plain(name):
    """A name as it is compared: no case, no article, straight apostrophes, single blanks."""
    name = " ".join((name or "").split()).lower().replace("’", "'")
    return re.sub(r"^(the|a|an) ", "", name).removesuffix("'s")


def score(pairs):
    """Tallies by kind for (gold annotation, record) pairs."""
    tallies = {}
    for gold, record in pairs:
        for kind, count in KINDS.items():
            tallies.setdefault(kind, Tally()).add(*count(gold, record))
    return tallies


def _multiset(wanted, optional, found):
    wanted, found = Counter(wanted), Counter(found)
    hits = wanted & found
    extra = [item for item in (found - hits).elements() if item not in optional and item not in wanted]
    return hits.total(), len(extra), (wanted - hits).total()


def _dates(gold, record):
    wanted = [(plain(entry["text"]), entry["value"]) for entry in gold["dates"]]
    optional = {plain(entry["text"]) for entry in gold.get("dates_optional", [])}
    found = [(plain(fact.text), fact.value) for fact in record.dates if fact.type == "DATE"]
    return _multiset(wanted, {item for item in found if item[0] in optional}, found)


def _entities(key, optional_key):
    def count(gold, record):
        left = [_forms(entry["name"], entry.get("aliases", [])) for entry in gold[key]]
        optional = [_forms(entry["name"], entry.get("aliases", [])) for entry in gold.get(optional_key, [])]
        hit = extra = 0
        for entity in getattr(record, key):
            forms = _forms(entity.name, [mention.text for mention in entity.mentions])
            match = next((wanted for wanted in left if wanted & forms), None)
            if match is not None:
                left.remove(match)
                hit += 1
            else:
                extra += not any(wanted & forms for wanted in optional)
        return hit, extra, len(left)

    return count


def _forms(name, others):
    return {plain(form) for form in (name, *others)}


def _roles(gold, record):
    found = {plain(form): person for person in record.people for form in _forms(person.name, [])}
    wanted = [(plain(entry["name"]), plain(entry["role"])) for entry in gold["people"] if entry.get("role")]
    hit = sum(_alike(role, plain(found[name].role)) for name, role in wanted if name in found)
    return hit, 0, len(wanted) - hit


def _alike(one, other):
    """Whether two roles share at least half of their words (Dice coefficient)."""
    a, b = set(one.split()), set(other.split())
    return 2 * len(a & b) >= 0.5 * (len(a) + len(b)) if a and b else False


def _amendments(gold, record):
    wanted = [entry["value"] for entry in gold["counts"] if entry["unit"] == "amendment"]
    optional = {entry["value"] for entry in gold.get("counts_optional", []) if entry["unit"] == "amendment"}
    return _multiset(wanted, optional, [fact.value for fact in record.amendments])


def _counts(gold, record):
    wanted = [(entry["unit"], entry["value"]) for entry in gold["counts"] if entry["unit"] != "amendment"]
    optional = {(entry["unit"], entry["value"]) for entry in gold.get("counts_optional", [])}
    return _multiset(wanted, optional, [(fact.unit, fact.value) for fact in record.counts])


def _votes(gold, record):
    keys = ("for", "against", "abstain")
    wanted = [tuple(entry.get(key) for key in keys) for entry in gold["votes"] if not entry.get("unanimous")]
    found = [(fact.for_, fact.against, fact.abstain) for fact in record.votes if fact.for_ is not None]
    return _multiset(wanted, set(), found)


def _money(gold, record):
    wanted = [(entry["amount"], entry["currency"]) for entry in gold["money"]]
    optional = {(entry["amount"], entry["currency"]) for entry in gold.get("money_optional", [])}
    return _multiset(wanted, optional, [(fact.amount, fact.currency) for fact in record.money])


def _topics(gold, record):
    core, allowed = set(gold["topics"]["core"]), set(gold["topics"]["acceptable"])
    found = {fact.id.removeprefix("medtop:") for fact in record.topics}
    return len(core & found), len(found - core - allowed), len(core - found)


def _quotes(speakers):
    def count(gold, record):
        wanted = [_quote_key(entry, entry["starts"], entry["ends"], speakers) for entry in gold["quotes"]]
        optional = [(entry["starts"], entry["ends"]) for entry in gold.get("quotes_optional", [])]
        direct = [fact for fact in record.quotes if fact.kind == "direct"]
        known = [(entry["starts"], entry["ends"]) for entry in gold["quotes"]] + optional
        found = []
        for fact in direct:
            ends = next((pair for pair in known if _is(fact.text, *pair)), (fact.text, ""))
            if ends not in optional:
                found.append((*ends, plain(fact.speaker) if speakers else None))
        return _multiset(wanted, set(), found)

    return count


def _quote_key(entry, starts, ends, speakers):
    return (starts, ends, plain(entry["speaker"]) if speakers else None)


def _is(text, starts, ends):
    return text.startswith(starts) and text.rstrip(" .,").endswith(ends.rstrip(" .,"))


def _actions(gold, record):
    wanted = [(entry["type"], plain(entry["actor"])) for entry in gold["actions"]]
    optional = {(entry["type"], plain(entry["actor"])) for entry in gold.get("actions_optional", [])}
    return _multiset(wanted, optional, [(fact.type, plain(fact.actor)) for fact in record.actions])


KINDS = {
    "dates": _dates,
    "institutions": _entities("institutions", "optional"),
    "people": _entities("people", "people_optional"),
    "people.role": _roles,
    "amendments": _amendments,
    "counts": _counts,
    "votes": _votes,
    "money": _money,
    "instruments": _entities("instruments", "instruments_optional"),
    "topics": _topics,
    "quotes": _quotes(speakers=False),
    "quotes.speaker": _quotes(speakers=True),
    "actions": _actions,
}
