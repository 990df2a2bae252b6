import re

import pytest

from extractor.regex import any_of, compiled, whole_words

WORDS = compiled(r"(?P<word>[a-z]+)\s+of", re.IGNORECASE)


def test_a_pattern_is_compiled_at_its_first_use_and_is_then_the_same(monkeypatch):
    asked = []
    make = re.compile

    def noted(pattern, flags):
        asked.append(pattern)
        return make(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    pattern = compiled(r"(?P<word>[a-z]+)\s+of", re.IGNORECASE)
    assert not asked
    text = "The Bank of Kenya and Governor of it"
    whole = re.compile(pattern.pattern, re.IGNORECASE)
    asked.clear()
    assert [match["word"] for match in pattern.finditer(text)] == ["Bank", "Governor"]
    for method in ("search", "match", "fullmatch"):
        for at in (0, 4, 9):
            ours, theirs = getattr(pattern, method)(text, at), getattr(whole, method)(text, at)
            assert (ours and ours.span()) == (theirs and theirs.span())
    assert pattern.sub("x", text) == whole.sub("x", text)
    assert (pattern.split(text), pattern.findall(text)) == (whole.split(text), whole.findall(text))
    assert (pattern.groups, pattern.groupindex, pattern.flags) == (whole.groups, whole.groupindex, whole.flags)
    assert asked == [pattern.pattern]


def test_a_faulty_pattern_raises_at_its_first_use():
    with pytest.raises(re.error):
        compiled("(").search("a")


def test_a_pattern_that_tells_words_is_looked_for_where_a_text_has_one():
    pattern = compiled("(?#Harbour|Quay )[A-Z][a-z]+ ?[a-z]*")
    assert pattern.search("Ana Bell") is None
    assert [*pattern.finditer("Ana Bell"), *pattern.findall("Ana Quayside")] == []
    text = "Ana left Quay six"
    assert pattern.search(text)[0] == "Ana left"
    assert [each[0] for each in pattern.finditer(text, 3)] == ["Quay six"]
    assert pattern.findall(text) == ["Ana left", "Quay six"]
    assert pattern.match("Ana Bell")[0] == "Ana "


@pytest.mark.parametrize("words", [{"said", "told", "adding"}, {"said", "re-told", "é"}])
@pytest.mark.parametrize("edges", [(), (4,), (5,), (0, 12), (0, 7)])
def test_whole_words_are_found_as_by_a_pattern_of_them(words, edges):
    text = "Bell said, TOLD unsaid re-told saids é and said1 Adding"
    pattern, ours = re.compile(rf"(?i)\b(?:{'|'.join(words)})\b"), whole_words(words)
    found = [each.span() for each in pattern.finditer(text, *edges)]
    assert [each.span() for each in ours.finditer(text, *edges)] == found
    for method in ("search", "match"):
        one, other = getattr(ours, method)(text, *edges), getattr(pattern, method)(text, *edges)
        assert (one and one.span()) == (other and other.span())


def test_the_longest_of_several_words_comes_first_and_blanks_are_any_white_space():
    assert re.fullmatch(any_of(["Act", "Act of Parliament"]), "Act of\nParliament")
    assert re.match(any_of(["Act", "Act of Parliament"]), "Act of Parliament")[0] == "Act of Parliament"
