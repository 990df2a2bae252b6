"""The steps to a new kind of fact in CONTRIBUTING.md are true: a copy of the program learns one by them alone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CLASS = '''

class Weather(Statement, frozen=True, kw_only=True):
    """What the weather was."""

    rank, colour = 14, "#123456"

    sort: str
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        """The fact in a few words."""
        return f"weather: {self.sort}"
'''
ROOM = '''"""What the weather was."""

import re

from extractor.fact import Weather


def build(library):
    """The finder of weather."""
    sorts = {row["word"]: row["sort"] for row in library.table("weather/words.tsv")}

    def find(doc, draft):
        for match in re.finditer("[a-z]+", draft.article.text):
            if match[0] in sorts:
                yield Weather(
                    text=match[0], start=match.start(), end=match.end(), sort=sorts[match[0]], rule="weather word"
                )

    return find
'''
TRIAL = """
import io, sys
from extractor import Extractor
from extractor.record import encode
from extractor.settings import Reading
from extractor.writers import Target, writer_named
from pathlib import Path

record = Extractor(Reading(only=("weather",), include_text=True))("It rained on the harbour.")
for form in ("jsonl", "table", "html", "csv", "review", "summary", "spacy"):
    stream = io.BytesIO()
    sink = writer_named(form).open(Target(stream))
    sink.write(encode(record))
    sink.close()
    Path(form).write_bytes(stream.getvalue())
sink = writer_named("csv").open(Target(io.BytesIO(), Path("tables")))
sink.write(encode(record))
sink.close()
"""


def insert(path, before, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, new + before), encoding="utf-8")


def test_a_new_kind_is_a_class_a_room_a_table_and_a_line(tmp_path):
    source = tmp_path / "src" / "extractor"
    shutil.copytree(ROOT / "src" / "extractor", source, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "models" / "weather").mkdir(parents=True)
    for folder in (ROOT / "models").iterdir():
        (tmp_path / "models" / folder.name).symlink_to(folder)

    with (source / "fact.py").open("a") as file:
        file.write(CLASS)
    insert(source / "record.py", "    metadata: dict", "    weather: tuple[fact.Weather, ...] = ()\n")
    insert(source / "record.py", "from extractor.entity import", "from extractor import fact\n")
    (source / "facts" / "weather").mkdir()
    (source / "facts" / "weather" / "__init__.py").write_text(ROOM)
    (tmp_path / "models" / "weather" / "words.tsv").write_text("word\tsort\nrained\train\n")
    insert(source / "kinds.py", '    Kind("votes"', '    Kind("weather", weather.build, gives=("weather",)),\n')
    insert(source / "kinds.py", "from extractor.facts import (", "from extractor.facts import weather\n")

    (tmp_path / "tables").mkdir()
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src"), "COLUMNS": "100"}
    run = [sys.executable, "-c", TRIAL]
    subprocess.run(run, cwd=tmp_path, env=environment, check=True, timeout=120)

    (fact,) = json.loads((tmp_path / "jsonl").read_bytes())["weather"]
    assert (fact["text"], fact["start"], fact["sort"]) == ("rained", 3, "rain")
    assert "weather: rain" in (tmp_path / "table").read_text()
    page = (tmp_path / "html").read_text()
    assert ".weather, [data-kind=weather] { --kind: #123456; }" in page
    assert '<mark data-kinds="weather" data-kind="weather" data-facts="1-weather-1">rained</mark>' in page
    assert ",weather,weather-1,weather: rain,rained,3,9," in (tmp_path / "csv").read_text()
    header, row = (tmp_path / "tables" / "weather.csv").read_text().splitlines()
    assert header.startswith("article,fact,text,start_char,end_char,sort,rule")
    assert ",weather-1,rained,3,9,rain,weather word" in row
