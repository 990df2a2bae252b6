import re
import shutil
from pathlib import Path

import pytest

import extractor.facts.instruments
from extractor import extract
from extractor.data import Library, library
from extractor.errors import DataError
from extractor.facts.instruments.lexicon import Lexicon


@pytest.fixture
def tables(tmp_path):
    shutil.copytree(library().path("instruments"), tmp_path / "instruments")
    shutil.copytree(library().path("places"), tmp_path / "places")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "row", "why"),
    [
        ("heads", "edict\tdecree\tcarved\t\t", "forms 'carved' is none of"),
        ("heads", "edict\tstone\ttitle\t\t", "type 'stone' is none of"),
        ("numbers", "X(\\d\tbill\t\t", "unterminated"),
        ("words", "noise\ta b c", "kind 'noise' is none of"),
    ],
)
def test_faulty_rows_are_named_with_file_and_line(tables, name, row, why):
    path = tables / "instruments" / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    columns = next(line for line in lines if not line.startswith("#")).count("\t")
    row += "\t" * (columns - row.count("\t"))
    path.write_text("\n".join([*lines, row, ""]), encoding="utf-8")
    with pytest.raises(DataError, match=rf"{name}\.tsv:{len(lines) + 1}: ") as error:
        Lexicon(Library((tables,)))
    assert why in str(error.value)


def test_every_pattern_has_a_row_and_a_use():
    rows = {row["name"] for row in library().table("instruments/patterns.tsv")}
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(extractor.facts.instruments.__path__[0]).glob("*.py")
    )
    assert set(re.findall(r"patterns\.(?!tsv)(\w+)", code)) == rows


def test_brackets_of_either_form_stand_inside_a_title():
    """Marked sentences cannot hold them: square brackets mark what is found there."""
    record = extract("Members read the Harbour Dues [Amendment] Bill, 2021 and passed [the] Water Bill.")
    assert [law.name for law in record.instruments] == ["Harbour Dues [Amendment] Bill, 2021", "Water Bill"]


def test_a_law_that_is_told_by_what_it_changes_has_an_end():
    record = extract("On " + "law on amendments to some " * 60 + "acts were read there.")
    assert len(record.instruments) > 1
    assert all(len(law.name) <= 400 for law in record.instruments)
