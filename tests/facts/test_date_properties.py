"""What holds for the dates of every text: values are EDTF, agree with their bounds, whatever the spelling."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.article import Article
from extractor.facts.dates.values import bounds

PIECES = [
    "on 9 March",
    "March 9-10",
    "30 December to 3 January",
    "in '09",
    "Q3",
    "1H 2011",
    "the first half",
    "last year",
    "next month",
    "three weeks ago",
    "two and a half years later",
    "a year earlier",
    "summer 2012/13",
    "last winter",
    "the 1990s",
    "Friday",
    "at 5 p.m.",
    "10:30",
    "on Tuesday",
    "29 February",
    "Feb. 29 and March 3, 2005",
    "04/05/2022",
    "31.12.1999",
    "from 1914 to 1918",
    "FY12",
    "this week",
    "the same day",
    "Christmas",
    "Australia Day 2002",
    "the 20th century",
    "September 11",
    "every July",
    "half an hour",
    "this financial year",
    "the year-ago quarter",
    "one hundred years ago",
    "9999",
    "in 1800",
    "the weekend",
    "midnight",
    ",",
    "and",
    "to",
    ".",
    "\n",
    "-",
    "will",
    "was",
]
FORMS = ["%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%d %b %Y", "%Y-%m-%d", "%d-%b-%Y", "the %d of %B, %Y"]
PART = r"(?:[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|Q[\dX]|W[\dX]{2}(?:-[1-7]|-WE)?|SP|SU|FA|WI))?)"
EDTF = re.compile(rf"{PART}(?:/{PART})?")
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2049, 12, 31))
slow = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def dates(pipeline, text, published=None):
    (record,) = pipeline([Article(id="a", text=text, published=published)])
    return record.dates


@slow
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join).filter(str.strip), st.none() | days.map(str))
def test_values_are_edtf_and_agree_with_their_bounds(pipeline, text, published):
    for each in dates(pipeline, text, published):
        assert each.timex
        if each.value is None:
            assert each.earliest is each.latest is None
            continue
        assert EDTF.fullmatch(each.value), each.value
        covered = {bounds(each.value, south=south) for south in (False, True)}
        assert (each.earliest, each.latest) in covered or (covered == {None} and each.earliest is each.latest is None)
        if each.earliest is not None:
            assert date.fromisoformat(each.earliest) <= date.fromisoformat(each.latest)


@slow
@given(days, st.sampled_from(FORMS))
def test_a_day_is_that_day_however_it_is_spelled(pipeline, day, form):
    spelled = day.strftime(form)
    (found,) = dates(pipeline, f"It was signed on {spelled} in Geneva.")
    assert (found.value, found.earliest, found.latest) == (str(day), str(day), str(day))


@slow
@given(days, st.integers(1, 60))
def test_days_count_from_the_publication_date(pipeline, day, count):
    (found,) = dates(pipeline, f"It was signed {count} days ago.", str(day))
    assert found.value == str(day - timedelta(count))


@slow
@given(days, st.integers(0, 6))
def test_weekdays_lie_on_the_side_of_the_tense(pipeline, day, number):
    name = (date(2024, 1, 1) + timedelta(number)).strftime("%A")
    was, will = dates(pipeline, f"The Senate met on {name}. The House will meet on {name}.", str(day))
    assert was.value <= str(day) <= will.value
    assert date.fromisoformat(was.value).weekday() == date.fromisoformat(will.value).weekday() == number


@pytest.mark.parametrize("text", ["29 February 2021", "31 April 2019", "February 30, 2020", "2021-02-30", "31.11.2020"])
def test_a_day_that_the_calendar_does_not_have_is_none(pipeline, text):
    found = dates(pipeline, f"It was signed on {text}.")
    assert not any(re.fullmatch(r"\d{4}-\d\d-\d\d", each.value or "") for each in found)
