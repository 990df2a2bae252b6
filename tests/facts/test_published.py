import pytest

from extractor.article import Article
from extractor.record import Published


def published(pipeline, text, **known):
    (record,) = pipeline([Article(id="a", text=text, **known)])
    return record.published


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ministry of Roads\n\n10 January 2005\n\nThe minister opened a bridge.", "2005-01-10"),
        ("Speaker Opens Bridge\n\n16.05.2022 53\n\nThe speaker opened a bridge.", "2022-05-16"),
        ("Released on: 3 May 2011\nThe minister opened a bridge.", "2011-05-03"),
        ("Bridge Opens\n\nMarch 12, 2024 – Lima – Ministry of Roads\n\nA bridge opened.", "2024-03-12"),
        ("LIMA, Peru, 7 March 2007 – The minister opened a bridge.", "2007-03-07"),
        ("(Lima, Peru) March 7th, 2007 - The minister opened a bridge.", "2007-03-07"),
        ("LIMA, Peru - (MediaWire) - March 7, 2007 - The minister opened a bridge.", "2007-03-07"),
        ("Lima, Peru (Wire) Monday Feb 3, 2025 @ 8:00 AM Eastern — The minister opened a bridge.", "2025-02-03"),
        ("Lima, Peru - July 10, 2025 / Brook, Inc /\n\nThe minister opened a bridge.", "2025-07-10"),
        ("December 15  2005 Senator Quill Opens Bridge        The senator opened a bridge.", "2005-12-15"),
        ("The minister opened a bridge today.\n\nENDS\n\nTuesday, 14 June 2016", "2016-06-14"),
        ("Ministry of Roads\n06 AUG 2024 4:15PM by RIB Lima\n\nThe minister opened a bridge.", "2024-08-06"),
        ("2019-02-28T10:15:00Z\nThe minister opened a bridge.", "2019-02-28"),
        ("Date: Thursday, 22 March 2007Lima – The minister opened a bridge.", "2007-03-22"),
        ("EMBARGOED UNTIL 21.00 (9pm) 6 JULY 1995\nSpeech by the minister", "1995-07-06"),
        ("Bridge Opens\n\nNews | 17/11/2023 - 14:20 | Press Team\n\nThe minister opened a bridge.", "2023-11-17"),
        ("Bridge Opens\n\nQUILLTOWN, Jan. 9, 2026 /WireNews/ -- The firm opened a bridge.", "2026-01-09"),
        ("Bridge Opens\n\n02.01.13\n\nWASHINGTON, DC - U.S. Senator Ann Quill (D-OH) opened a bridge.", "2013-02-01"),
        ("Bridge Opens\n\n02.01.13\n\nLONDON - The British Prime Minister opened a bridge.", "2013-01-02"),
        ("PRESS RELEASE BY DR QUILL, SPOKESMAN ON ROADS - 3 NOVEMBER 1978\n\nDr Quill opened a bridge.", "1978-11-03"),
        ("FOR IMMEDIATE RELEASEJune 30 2005 Contact Press Office", "2005-06-30"),
        (
            "Senator Quill     July 31  2008     Press Office    Quill Opens Bridge     July 25th  2006   Lima  Peru  ",
            "2006-07-25",
        ),
        ("The bridge is open,” Ms Quill said.\n\nLima, 1 October 1997 Media inquiries: Ann Lee", "1997-10-01"),
        ("Quill wrote to the mayor today. The letter follows:\n\nMay 4, 2010\n\nDear Mayor", "2010-05-04"),
        ("Bridge Opens\n\nThe press release issued by the Ministry of Roads on 23 February 2024.", "2024-02-23"),
        ("Posted 2019-02-28 10:15\nThe minister opened a bridge.", "2019-02-28"),
        ("Wire24 (May 4, 2010, 10:42 PM EST) -- A jury on Monday fined the ferry.", "2010-05-04"),
        ("U.S. Senator Quill        FOR IMMEDIATE RELEASE  10 03 2007    Quill Opens Bridge in Texas", "2007-10-03"),
    ],
)
def test_found_where_the_text_prints_it(pipeline, text, value):
    assert published(pipeline, text) == Published(value=value, from_="text")


@pytest.mark.parametrize(
    "text",
    [
        "The law of 3 May 2011 was amended today.",
        "The minister, who took office on 10 January 2005, opened a bridge.",
        "On 9 March the minister opened a bridge.",
        "Quill wrote to the mayor last week. The letter follows:\n\nMay 4, 2010\n\nDear Mayor",
        "WHO: Senator Quill\nWHEN: 10 a.m.\nTuesday, August 28, 2007\nWHERE: Lima",
        "According to a poll published 19 June 1996. Nothing has changed.",
        "The chairman's resignation is effective June 30, 2005.",
        "The bridge is closed by Notification No. 12/3(E) dated 20.02.2019 of the ministry.",
        "The plan is set out in the paper “A New Bridge”, dated 25th July 2017.",
        "The bridge is open.\n\nThe next report will be released on July 15, 2026.",
        "The minister opened a bridge. The scheme that began on\n23 October 2023\nhas built ten.",
    ],
)
def test_no_date_of_its_own_no_publication_date(pipeline, text):
    assert published(pipeline, text) is None


def test_the_date_that_is_given_stands(pipeline):
    text = "10 January 2005\n\nThe minister opened a bridge."
    assert published(pipeline, text, published="2005-01-12", published_from="metadata").value == "2005-01-12"


def test_the_printed_date_resolves_the_rest(pipeline):
    (record,) = pipeline([Article(id="a", text="Published 11 May 2021\n\nThe minister opened a bridge yesterday.")])
    assert [date.value for date in record.dates] == ["2021-05-11", "2021-05-10"]
