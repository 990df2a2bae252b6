"""Names of speakers that the record does not list."""

import re

from extractor.facts.quotes.scene import Scene, Speaker, Words
from extractor.facts.quotes.speech import Speech

_NAMES = frozenset({"NNP", "NNPS"})
_WORD = re.compile(r"\w[\w’'-]*")
_NAME_WORD = re.compile(r"[\w’'.-]*[\w.]")
_TITLE_REACH = 40
_LONGEST_ACRONYM = 4
_AFTER_OFFICE = 2
_ARTICLES = ("The", "THE")
_BEFORE_NAMES = ("title", "self", "body")


def unlisted(scene: Scene, speech: Speech, mention: Words) -> Speaker | None:
    """The capitalised words at the mention's head, without titles before them, where they are a name."""
    if not _may_be_name(scene, speech, mention) or scene.in_law(mention.head):
        return None
    head = _WORD.match(scene.text, mention.head)
    words = scene.text[mention.start : head.end() if head else mention.end].replace("’s", "").replace("'s", "")
    name: list[str] = []
    for word in reversed(_NAME_WORD.findall(words)):
        if word.islower() and name:
            name = name[-_AFTER_OFFICE:]
        if not word[0].isupper() or word in _ARTICLES or speech.roles.get(word.strip(".").lower()) in _BEFORE_NAMES:
            break
        name.insert(0, word)
    if not name:
        return None
    titled = _is_titled(scene, speech, mention, name[0])
    clean = [word.title() if word.isupper() and (titled or len(word) > _LONGEST_ACRONYM) else word for word in name]
    return Speaker(" ".join(clean), None, person=(scene.label(mention.head) or "PERSON") == "PERSON")


def _may_be_name(scene: Scene, speech: Speech, mention: Words) -> bool:
    """Whether the head is a name to the model or the parser, and not the party behind one that was lost."""
    token = scene.parsed(mention.head)
    if token is not None and token.tag_ not in _NAMES and scene.label(mention.head) is None:
        return False
    return speech.party.fullmatch("  " + scene.text[mention.start : mention.end]) is None


def _is_titled(scene: Scene, speech: Speech, mention: Words, first: str) -> bool:
    """Whether a title stands before the first word of a name ("SEN. REID")."""
    place = scene.text.find(first, mention.start, mention.end)
    before = scene.text[max(0, place - _TITLE_REACH) : place].split()
    return bool(before) and speech.roles.get(before[-1].strip(".").lower()) == "title"
