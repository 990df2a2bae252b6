from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.article import Article
from extractor.data import library
from extractor.errors import DataError
from extractor.facts.dates import build
from extractor.facts.dates.values import around, bounds, edtf


@pytest.mark.parametrize(
    ("timex", "value", "first", "last"),
    [
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("199", "199X", "1990-01-01", "1999-12-31"),
        ("19", "19XX", "1900-01-01", "1999-12-31"),
        ("2006-WI", "2006-24", "2006-12-01", "2007-02-28"),
        ("2006-Q2", "2006-Q2", "2006-04-01", "2006-06-30"),
        ("2006-H2", "2006-07/2006-12", "2006-07-01", "2006-12-31"),
        ("2006-W06", "2006-W06", "2006-02-06", "2006-02-12"),
        ("2006-W06-WE", "2006-02-11/2006-02-12", "2006-02-11", "2006-02-12"),
        ("1998-02-13TMO", "1998-02-13", "1998-02-13", "1998-02-13"),
    ],
)
def test_values_and_the_days_that_they_cover(timex, value, first, last):
    assert edtf(timex) == value
    assert bounds(value) == (first, last)


@pytest.mark.parametrize("timex", ["PRESENT_REF", "P3Y", "PT4H"])
def test_what_is_no_place_in_the_calendar_has_no_edtf_value(timex):
    assert edtf(timex) is None


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "Y", "E", "C"]))
def test_the_unit_around_a_day_covers_it(day, unit):
    covered = bounds(edtf(around(day, unit, 0)))
    assert covered
    assert covered[0] <= str(day) <= covered[1]


def test_the_order_of_figures_comes_from_the_article(pipeline):
    texts = {
        "Filed on 25/12/2021 and 04/05/2022.": "2022-05-04",
        "Filed on 12/25/2021 and 04/05/2022.": "2022-04-05",
        "CANBERRA, Australia – Filed on 04/05/2022 in Sydney.": "2022-05-04",
        "WASHINGTON – Filed on 04/05/2022 in Ohio, U.S. senators said.": "2022-04-05",
    }
    records = pipeline([Article(id=str(number), text=text) for number, text in enumerate(texts)])
    assert [record.dates[-1].value for record in records] == list(texts.values())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("odd\tmonth (day\tcalendar", "a bracket is not closed"),
        ("odd\tmonth mothn\tcalendar", "no class or part 'mothn'"),
        ("odd\tmonth\tcalender", "no reading 'calender'"),
        ("odd\tmonth?\tcalendar", "the pattern may match nothing"),
    ],
)
def test_a_faulty_rule_is_named_by_file_and_line(tmp_path, line, why):
    (tmp_path / "dates").mkdir()
    rules = tmp_path / "dates" / "rules.tsv"
    rules.write_text(f"rule\tpattern\treading\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"rules.tsv:2: {why}"):
        build(library(tmp_path))
