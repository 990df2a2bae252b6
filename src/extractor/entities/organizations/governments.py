"""One government under its many names: by country, by leader, and bare."""

from extractor.draft import Name
from extractor.entities.countries import NATIONAL, Atlas
from extractor.entities.naming import BODIES, in_full, without_article
from extractor.entities.organizations.kinds import Kinds
from extractor.rules.gazetteer import plain

_OF = "=government of "


def keys(name: Name, known: Kinds, places: Atlas) -> list[str]:
    """Keys that "Iraqi government" shares with "Government of Iraq", "Tarrant Labor Government" with a shorter form."""
    words = in_full(plain(name.text))
    if leader := _leader(words, known, places):
        return [f"{_OF}{leader}"]
    rest = BODIES.of_land.sub("", words)
    if rest == words or rest in known.parts:
        return []
    if places.sort_of(rest) == "state":
        return [f"{_OF}{rest.casefold()}"]
    hit = next(places.scan(rest), None)
    return [f"=government {hit.country}"] if hit and hit.sort in NATIONAL else []


def home_key(name: Name, known: Kinds, home: str | None) -> str | None:
    """The key of the government that a bare "Government", in India "the Centre", stands for before any other."""
    form = in_full(without_article(plain(name.text)))
    own = form in known.governments or known.local.get((form, home)) == "government"
    return f"=government {home}" if home and own else None


def may_join(name: Name, body: list[Name], known: Kinds, places: Atlas, home: str | None) -> bool:
    """Whether a name may be short for a body's: no bare "Government" for a foreign one, nor in EU news "Commission"."""
    local = known.local.get((name.text, home)) == "intergovernmental"
    if local and any(same.country is None for other in body if (same := known.body(other.text))):
        return False
    own = home_key(name, known, home)
    if own is None:
        return True
    theirs = {key for other in body for key in keys(other, known, places) if not key.startswith(_OF)}
    return not theirs or own in theirs


def join(bodies: list[list[Name]], known: Kinds, places: Atlas, home: str | None) -> list[list[Name]]:
    """A bare or "Federal Government" joins the one of a leader where there is just one such."""
    led = [body for body in bodies if any(_leader(in_full(plain(name.text)), known, places) for name in body)]
    if len(led) != 1:
        return bodies
    for body in [body for body in bodies if body is not led[0] and _is_general(body, known, home)]:
        led[0].extend(body)
        bodies.remove(body)
    led[0].sort(key=lambda each: each.start)
    return sorted(bodies, key=lambda body: body[0].start)


def _leader(words: str, known: Kinds, places: Atlas) -> str | None:
    if (found := known.led.match(words)) is None:
        return None
    leader, party = found["leader"], found["party"].strip()
    body = known.body(leader)
    state = body is not None and body.type in known.types["state"]  # the Riksdag Administration
    other = state or leader in known.general or leader.lower() in known.ordinary or places.look_up(leader)
    return leader.partition("-")[0] if not other and (not party or party in known.parties) else None


def _is_general(body: list[Name], known: Kinds, home: str | None) -> bool:
    forms = [without_article(plain(name.text)) for name in body]
    same = (known.body(form, home) for form in forms if form not in known.governments)
    return all(
        it and it.country == home and it.type == "government" and it.name.split()[-1] in known.governments
        for it in same
    )
