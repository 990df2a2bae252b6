"""A small kind of its own, ferries, read by rules: what each sign of a template means, contexts, refusals, faults."""

from pathlib import Path

import pytest

from extractor.data import Library, own_models
from extractor.draft import Refusal
from extractor.errors import DataError
from extractor.model import tokenizer
from extractor.rules.compiler import grammar
from extractor.rules.lexer import Word
from extractor.rules.matcher import Match, Matcher, Refused
from extractor.settings import DEFAULT_MODEL

WORDS = "class\tword\tvalue\tcase\nferry\tferry\t1\tany\nferry\tcar ferry\t2\tany\nferry\tpeople's boat\t3\tany\n"
TOKENIZE = tokenizer(DEFAULT_MODEL)


def read(match: Match, most: int) -> str | Refused:
    number = match.number("count")
    if number is not None and number > most:
        return Refused(f"{number} are too many")
    return f"{match.rule}: {match.lexed.text[match.start : match.end]}"


def matcher(
    tmp_path: Path, *rules: str, parts: str = "", contexts: str = "", marks: tuple[str, ...] = ()
) -> Matcher[int, str]:
    folder = tmp_path / "ferries"
    folder.mkdir(exist_ok=True)
    numbered = (f"r{i}\t{pattern}\t{'nothing' if pattern[0] == '-' else 'read'}" for i, pattern in enumerate(rules, 1))
    tables = {
        "rules": "rule\tpattern\treading\n" + "\n".join(row.replace("\t-", "\t") for row in numbered),
        "parts": f"part\tpattern\n{parts}",
        "words": WORDS,
        "contexts": f"rule\tside\tdemand\tpattern\n{contexts}",
    }
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text)
    library = Library((own_models(), tmp_path))
    return Matcher(library, grammar(library, "ferries", marks=marks), {"read": read}, "ferries/contexts.tsv")


def found(matcher: Matcher[int, str], text: str, **marked: str) -> list[str]:
    spans = {name: [(text.index(words), text.index(words) + len(words))] for name, words in marked.items()}
    lexed = matcher.grammar.lexer.read(TOKENIZE(text), text, spans)
    return [fact for _, fact in matcher.read(lexed, 50, [])]


@pytest.mark.parametrize(
    ("rule", "text", "facts"),
    [
        ("count ferry", "All 12 ferries and 7 car ferry", ["r1: 7 car ferry"]),
        ('ferry ("to" | "from") cap', "the ferry to Bell, the ferry from bell", ["r1: ferry to Bell"]),
        ("ferry upper", "ferry HX, ferry Hx", ["r1: ferry HX"]),
        ("ferry initial cap", "ferry A. Bell, ferry An Bell", ["r1: ferry A. Bell"]),
        ("count lower? ferry", "3 old ferry, 4 Old ferry, 5 ferry", ["r1: 3 old ferry", "r1: 5 ferry"]),
        ('count lower* "sank"', "3 big old ships sank and 4 sank", ["r1: 3 big old ships sank", "r1: 4 sank"]),
        ('count lower+ "sank"', "4 sank, 3 big old ships sank", ["r1: 3 big old ships sank"]),
        ('count cap{2} "sank"', "3 Old sank, 4 Old Boats sank", ["r1: 4 Old Boats sank"]),
        ('ferry !("." | ","){0,2} count', "ferry by day 3, ferry, 4; ferry one by one on 5", ["r1: ferry by day 3"]),
        ('ferry !"."{0,9} count', "ferry 3 and 4", ["r1: ferry 3"]),
        ('ferry !"."{1,9} "end"', "ferry now\n\nend ferry now end", ["r1: ferry now end"]),
        ("count ferry", "4 people’s boat", ["r1: 4 people’s boat"]),
        ("count", "51 and 50", ["r1: 50"]),
    ],
)  # fmt: skip
def test_what_a_template_fits(tmp_path: Path, rule: str, text: str, facts: list[str]) -> None:
    assert found(matcher(tmp_path, rule), text) == facts


def test_a_capture_has_its_name_in_a_part_too(tmp_path: Path) -> None:
    seen: list[object] = []
    each = matcher(tmp_path, 'side side? "," last=side', parts="side\tsome=count ferry")
    lexed = each.grammar.lexer.read(TOKENIZE(text := "3 ferry 4 ferry, 5 ferry"), text)
    for match, _ in each.read(lexed, 50, []):
        seen += [match.number("some"), match.number("some2"), match.words("last"), match.span("some3")]
    assert seen == [3, 4, ["5", "ferry"], (17, 18)]


def test_the_value_of_a_phrase_is_its_own(tmp_path: Path) -> None:
    each = matcher(tmp_path, "ferry")
    for words, value in (("ferry", 1), ("car ferry", 2), ("people's boat", 3)):
        ((match, _),) = each.read(each.grammar.lexer.read(TOKENIZE(words), words), 50, [])
        assert match.value("ferry") == value


def test_words_of_a_marked_span_are_of_its_class_alone(tmp_path: Path) -> None:
    each = matcher(tmp_path, 'count ferry ("of" law+)?', marks=("law",))
    text = "3 ferry of Act 4 ferry"
    assert found(each, text) == ["r1: 3 ferry", "r1: 4 ferry"]
    assert found(each, text, law="Act 4 ferry") == ["r1: 3 ferry of Act 4 ferry"]


def test_the_longest_rule_is_read_and_what_is_refused_gives_way(tmp_path: Path) -> None:
    each = matcher(tmp_path, "count", "count ferry", "ferry count?")
    assert found(each, "3 ferry") == ["r2: 3 ferry"]
    assert found(each, "60 ferry 7") == ["r3: ferry 7"]


def test_a_rule_may_only_keep_others_away(tmp_path: Path) -> None:
    assert found(matcher(tmp_path, "count", '-"no" count'), "no 3 and 4") == ["r1: 4"]


def test_contexts_forbid_and_demand_and_refusals_say_why(tmp_path: Path) -> None:
    each = matcher(tmp_path, "count", contexts="*\tbefore\tno\tNo\\. \nr1\tafter\tyes\t boats\n")
    text = "No. 3 boats, 4 boats, 5 ships, 70 boats"
    refused: list[Refusal] = []
    assert [fact for _, fact in each.read(each.grammar.lexer.read(TOKENIZE(text), text), 50, refused)] == ["r1: 4"]
    assert [(each.start, each.reason) for each in refused] == [
        (4, "'No.' stands before it"), (22, "what must stand after it is not there"), (31, "70 are too many"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("boat", "no class or part 'boat'"),
        ("ferry?", "the pattern may match nothing"),
        ("(ferry", "a bracket is not closed"),
        ("ferry)", "a closing bracket without an opening one"),
        ("ferry | ? count", "'?' has nothing to stand after"),
        ("!ferry count", "begins with a gap"),
        ("ferry (count?)+", "what is repeated may match nothing"),
        ("ferry some=", "the pattern ends too early"),
        ("ferry 3", "cannot read the pattern at '3'"),
    ],
)
def test_a_faulty_rule_is_named_by_its_line(tmp_path: Path, rule: str, why: str) -> None:
    with pytest.raises(DataError, match=r"rules\.tsv:2: ") as error:
        matcher(tmp_path, rule)
    assert why in str(error.value)


def test_a_context_of_no_rule_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"contexts\.tsv:2: no rule 'r9'"):
        matcher(tmp_path, "count", contexts="r9\tafter\tyes\tx\n")


def test_a_reading_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    matcher(tmp_path, "count")
    library = Library((own_models(), tmp_path))
    with pytest.raises(DataError, match="no reading 'read'; there are write"):
        Matcher(library, grammar(library, "ferries", more_words=(Word("x", "x", 1),)), {"write": read})


@pytest.mark.parametrize(
    ("rule", "fitting", "lacking"),
    [
        ('"off" gap* ferry', "off old ferry", "off old boat"),
        ('"off" gap{0,3} ("sank" | "sailed")', "off so sank", "off so sunk"),
        ('"off" ("sank" | "sailed" "on")? gap* "home"', "off so home", "off so sank"),
        ('"off" ("sank" | gap) gap{0,2} "home"+', "off so home", "off so sank"),
        ('"off" (ferry | "to"? "the" count)', "off to the 9", "off to nine"),
    ],
)
def test_a_rule_may_fit_where_all_is_there_that_it_needs(tmp_path, rule, fitting, lacking):
    grammar = matcher(tmp_path, rule, parts='gap\t!"x"\n').grammar
    fit, lack = (grammar.lexer.read(TOKENIZE(text), text) for text in (fitting, lacking))
    ((hit,),) = grammar.hits(fit, None)
    assert not any(need.isdisjoint(fit.classes) for need in hit.rule.needs)
    assert any(need.isdisjoint(lack.classes) for need in hit.rule.needs)
