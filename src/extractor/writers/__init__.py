"""The output forms. One file and one line add a form."""

from importlib import import_module
from pathlib import Path
from typing import Literal

from msgspec import Struct

from extractor.writers.sqlite import SUFFIXES
from extractor.writers.target import Form, Lines, Target

__all__ = ["WRITERS", "Form", "Target", "Writer", "writer_for", "writer_named"]


class Writer(Struct, frozen=True):
    """An output form.

    Attributes:
        name: what ``--format`` calls it.
        about: what it is, in a few words, for the help and the reference.
        form: its module, which only a run that writes it loads, and there a ``Form`` (``Sink``), or the function that
            gives the objects of a record, for forms of JSON lines.
        suffixes: file suffixes of ``-o`` that mean it.
        text: whether it needs the texts of the articles, keeps them where they are there, or takes none.
        folder: ``-o`` may name a folder, for several files.
        styled: what it shows on a terminal has colours, and is ``visible`` already.
        adds: ``-o`` names a file to which runs add; the form opens it itself.
    """

    name: str
    about: str
    form: str
    suffixes: tuple[str, ...] = ()
    text: Literal["needed", "kept", "none"] = "none"
    folder: bool = False
    styled: bool = False
    adds: bool = False

    def open(self, target: Target) -> Form:
        """The form, for what the target names."""
        module, _, name = self.form.partition(":")
        made = getattr(import_module(f"extractor.writers.{module}"), name or "Sink")
        return made(target) if isinstance(made, type) else Lines(target, made)


WRITERS: tuple[Writer, ...] = (
    Writer("table", "a table for the eye", "table", styled=True),
    Writer("json", "one object, or an array for several articles", "json", (".json",)),
    Writer("jsonl", "one record a line", "json:Lines", (".jsonl", ".ndjson")),
    Writer("html", "a page with the facts in the text", "html", (".html", ".htm"), text="needed"),
    Writer("site", "a folder of linked pages with search; -o FOLDER/ means it", "site", text="needed", folder=True),
    Writer("csv", "one long table, or a folder with one per kind", "csv", (".csv",), folder=True),
    Writer("parquet", "the same as Parquet (extra: parquet)", "parquet", (".parquet",), folder=True),
    Writer("sqlite", "an archive to which runs add", "sqlite.adding", SUFFIXES, text="kept", adds=True),
    Writer("ninjs", "IPTC ninjs 3.1, one object a line", "ninjs:news_object", text="needed"),
    Writer("jsonld", "schema.org NewsArticle, one object a line", "jsonld:news_article", (".jsonld",), text="needed"),
    Writer("ftm", "FollowTheMoney entities, one a line", "ftm:entities", (".ftm",), text="needed"),
    Writer("timeml", "TimeML: the article with TIMEX3 tags", "timeml", (".tml",), text="needed"),
    Writer("spacy", "a spaCy DocBin", "docbin", (".spacy",), text="needed"),
    Writer(
        "labelstudio", "tasks for Label Studio; in a folder with the labelling configuration", "annotation:LabelStudio",
        text="needed", folder=True,
    ),
    Writer("doccano", "tasks for doccano, one a line", "annotation:doccano", text="needed"),
    Writer("prodigy", "tasks for Prodigy's spans.manual, one a line", "annotation:prodigy", text="needed"),
    Writer(
        "summary", "who is quoted most, laws, bodies and topics of a batch", "summary", text="kept", styled=True
    ),
    Writer("diff", "two versions side by side: facts gone, new, changed", "diff", text="needed", styled=True),
    Writer("review", "what the extractor is least sure of", "review", styled=True),
)  # fmt: skip
_BY_NAME = {entry.name: entry for entry in WRITERS}
_BY_SUFFIX = {suffix: entry for entry in WRITERS for suffix in entry.suffixes}


def writer_named(name: str) -> Writer:
    """The output form of this name."""
    return _BY_NAME[name]


def writer_for(output: Path) -> Writer | None:
    """The output form that the suffix of this file means; None where it means none."""
    return _BY_SUFFIX.get(output.suffix.lower())
