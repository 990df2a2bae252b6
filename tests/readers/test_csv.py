import io

import pytest

from extractor import Article, limits
from extractor.readers import csv, read_all
from extractor.readers.source import Source

HEAD = b"id,title,text,Published,desk\n"
ROW = b'n1,Harbor,"The Senate of Norland met,\nagain.",2023-03-10,floor\n'


@pytest.fixture
def read(tmp_path):
    def items(data, name="batch.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        return list(read_all((str(path),), None))

    return items


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_a_row_is_an_article_whatever_stands_between_fields(read, encoding, between):
    head, row = (text.decode().replace(",", between).replace("met" + between, "met,") for text in (HEAD, ROW))
    rows = head + row + row.replace("Harbor", "Häfen – 5").replace("n1", "n2")
    first, second = read(rows.encode(encoding))
    assert first == Article(
        id="n1", text="The Senate of Norland met,\nagain.", source=first.source, title="Harbor",
        published="2023-03-10", published_from="metadata", metadata={"desk": "floor"},
    )  # fmt: skip
    assert (second.id, second.title) == ("n2", "Häfen – 5")


def test_a_line_of_excel_says_what_stands_between_fields(read):
    (article,) = read(b"sep=;\r\nid;text\r\nn1;They met, again.\r\n")
    assert (article.id, article.text) == ("n1", "They met, again.")


def test_empty_cells_and_columns_without_a_name_say_nothing(read):
    (article,) = read(b",text,title,published\n0,They met.,,\n")
    assert (article.id, article.title, article.published, article.metadata) == ("batch-1", None, None, {})


def test_lines_may_end_as_anywhere_and_blank_ones_stand_before_the_first(read):
    for end in (b"\n", b"\r\n", b"\r"):
        items = read(end + (HEAD + ROW.replace(b",\n", b", ") + b"n2,T,They met.,,\n").replace(b"\n", end))
        assert [(item.id, item.text) for item in items] == [
            ("n1", "The Senate of Norland met, again."), ("n2", "They met."),
        ]  # fmt: skip


@pytest.mark.parametrize("text", ["Article_Content", "article text", "Body", "maintext", "CONTENT"])
def test_columns_go_by_the_names_of_data_sets_where_none_is_text(read, text):
    head = f"Source,Headline,Link,Publish_Date,{text}\n".encode()
    (item,) = read(head + b"N,Ports,https://n.example/1,2024-10-14 18:26:02,They met.\n")
    assert (item.text, item.title, item.url, item.published) == (
        "They met.", "Ports", "https://n.example/1", "2024-10-14",
    )  # fmt: skip
    assert item.metadata == {"source": "N"}


def test_no_other_column_is_taken_beside_one_of_texts(read):
    (item,) = read(b"text,body,date,link\nThey met.,b,2024-10-14,l\n")
    assert item.published is item.url is None
    assert item.metadata == {"body": "b", "date": "2024-10-14", "link": "l"}


def test_a_bad_row_costs_itself_alone(read):
    items = read(HEAD + b"n1,,They met, on Tuesday, in Arlen.,,\n" + b"n2,T,,,\n\n" + ROW)
    assert [item.error.reason for item in items[:2]] == [
        "row 1 has 7 fields for 5 columns; put quotation marks around its text",
        "row 2: 'text' is empty",
    ]
    assert items[2].id == "n1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"id;note\n1;They met.\n", "has no column 'text'; name so the one that holds the article (columns: id, note)"),
        (b"\xef\xbb\xbf", "has no column 'text'; name so the one that holds the article (it is empty)"),
        (b"\xff\xfe", "has no column 'text'; name so the one that holds the article (it is empty)"),
        (b'"id,text\n1,They met.\n', "has no column 'text'; name so the one that holds the article (columns: id,text)"),
        (b"text," * 100_000, "has no row of columns: its first line has 500,000 characters"),
        (HEAD + b'n1,T,"They met.\n' + ROW, "damaged at line 3: "),
    ],
)
def test_what_is_no_table_of_articles_is_one_failure(read, data, reason):
    (item,) = read(data)
    assert item.error.reason.startswith(reason)


def test_a_field_is_no_longer_than_an_article_may_be(monkeypatch):
    monkeypatch.setattr(limits, "ARTICLE_BYTES", 100)
    with pytest.raises(Exception, match="damaged at line 2: field larger than field limit"):
        list(csv.read(Source("batch.csv"), io.BufferedReader(io.BytesIO(b"text\n" + b"word " * 30))))


def test_tables_in_folders_are_results_and_passed_over(read, tmp_path):
    read(HEAD + ROW)
    (item,) = read_all((str(tmp_path),), None)
    assert "known form" in item.error.reason
    assert [item.id for item in read_all((str(tmp_path),), "csv")] == ["n1"]
