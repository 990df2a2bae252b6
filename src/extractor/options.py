"""The options of the command, and what they mean.

A value that one does not take raises ``typer.BadParameter``, which says so.
"""

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extractor import __version__, console
from extractor.article import is_day
from extractor.errors import ExtractError
from extractor.readers import READERS
from extractor.record import FACT_KEYS
from extractor.settings import ENGINES
from extractor.writers import WRITERS, writer_for

SHORT = """\
extract reads press releases and news reports, and lists the facts in them with their places in the text.

  extract release.txt                  a table of all facts
  extract news/ -o facts.jsonl         a folder, one record a line
  curl -sL ADDRESS | extract -         a page of the web

extract --help lists all options."""
"""What the command does, in three examples, for who calls it with nothing."""


def say_version(value: bool) -> None:
    """Say the version and stop."""
    if value:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


def say_schema(value: bool) -> None:
    """Print the JSON Schema and stop."""
    if value:
        import msgspec  # noqa: PLC0415 - only for this option

        from extractor.record import json_schema  # noqa: PLC0415 - only for this option

        typer.echo(msgspec.json.format(msgspec.json.encode(json_schema())).decode())
        raise typer.Exit


def check_patterns(value: Path | None) -> None:
    """Say what is wrong in a folder of pattern tables and stop."""
    if value is not None:
        from extractor.checking import complaints, size  # noqa: PLC0415 - only for this option
        from extractor.data import library  # noqa: PLC0415 - likewise

        library(value)  # no folder is a fault of the call, all else is what was asked for
        try:
            found = list(complaints(value))
        except ExtractError as error:
            found = [str(error)]
        for complaint in found:
            console.say(complaint)
        if not found:
            typer.echo(f"{value}: {size(value)}: nothing wrong")
        raise typer.Exit(1 if found else 0)


def completed(*values: str, many: bool = False) -> Callable[[str], list[str]]:
    """What a shell completes an option's value to: one of these, or with ``many`` several with commas."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",") if many else ("", "", incomplete)
        return [f"{before}{comma}{value}" for value in values if value.startswith(last)]

    return complete


def only(value: str | None) -> tuple[str, ...]:
    """The kinds of fact that ``--only`` names."""
    kinds = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if value is not None and not kinds:
        raise typer.BadParameter(f"--only names no kind of fact; choose from {', '.join(FACT_KEYS)}")
    for kind in kinds:
        choice("--only", kind, FACT_KEYS)
    return kinds


def choice(option: str, value: str | None, choices: tuple[str, ...]) -> str | None:
    """The value, if it is one of the choices."""
    if value is not None and value not in choices:
        raise typer.BadParameter(f"{option}: {_unknown(value, choices)}")
    return value


def _unknown(value: str, choices: tuple[str, ...]) -> str:
    """What to say of a value that is none of the choices: the one that was probably meant first."""
    given = value.lower()
    alike = get_close_matches(given, choices, len(choices), 0.5)
    likely = max(alike, key=lambda each: each[:2] == given[:2], default="")
    meant = f"did you mean {likely}? " if likely[:1] == given[:1] and likely else ""
    return f"{value!r} is not known; {meant}choose from {', '.join(choices)}"


_PACKED = frozenset((".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".tar", ".tgz"))
_SAME = {("summary", "json"), ("review", "jsonl")}
"""Forms with an option of their own, and the form as which they are written to a file."""


def checked_forms(asked: str | None, form: str | None, output: Path | None, *, table: str | None) -> str | None:
    """The form of the output, where the options say more than its suffix.

    ``asked`` is a form with an option of its own, such as ``--review``, ``table`` an option about the table alone.
    """
    if output and output.suffix.lower() in _PACKED:
        raise typer.BadParameter(f"{output}: nothing is written packed; leave out {output.suffix}")
    if asked and form not in (None, asked):
        raise typer.BadParameter(f"--{asked} is a form of its own: leave out --format")
    meant = writer_for(output) if output else None
    if asked and meant and meant.name != asked and (asked, meant.name) not in _SAME:
        raise typer.BadParameter(
            f"--{asked} does not write {meant.name}: leave out --{asked}, or the suffix of {output}"
        )
    form = asked or form
    if table is None:
        return form
    if (form or (output and (meant.name if meant else "none")) or "table") != "table":
        raise typer.BadParameter(f"{table} is for the table: use it with -f table")
    return "table"


def check_merged(form: str | None, output: Path | None, *, datasette: bool, merges: bool) -> None:
    """Refuse what is for archives and other forms that merge, where the output is none of them."""
    meant = writer_for(output) if output else None
    name = form or (meant and meant.name)
    if datasette and name != "sqlite":
        raise typer.BadParameter("--datasette is for an archive: give -o ARCHIVE.db")
    if merges and name not in ("sqlite", "site", "summary"):
        raise typer.BadParameter("--merges is for what is merged: an archive, a site or a summary")


def day(value: str | None) -> str | None:
    """The ISO 8601 day that ``--published`` names."""
    if value is None or is_day(value):
        return value
    raise typer.BadParameter(f"--published: {value!r} is not a day; write it as 2023-03-10")


FORMATS = tuple(writer.name for writer in WRITERS)
INPUT_FORMATS = tuple(reader.name for reader in READERS)
# Options by the panel of the help in which they stand; a switch takes no value, so that none is shown.
_input = partial(typer.Option, rich_help_panel="Input", metavar="")
_output = partial(typer.Option, rich_help_panel="Output", metavar="")
_facts = partial(typer.Option, rich_help_panel="What is found", metavar="")
_work = partial(typer.Option, rich_help_panel="The run", metavar="")

Inputs = Annotated[
    list[str] | None, typer.Argument(metavar="INPUT", help="Files, folders, 'patterns', or - for standard input.")
]
InputFormat = Annotated[str | None, _input(
    metavar="FORM", autocompletion=completed(*INPUT_FORMATS),
    help=f"{', '.join(INPUT_FORMATS)}; by default told from suffix and content."
)]  # fmt: skip
Published = Annotated[
    str | None, _input(metavar="DAY", help="Publication day, YYYY-MM-DD, of articles that neither carry nor print one.")
]
AnyLanguage = Annotated[
    bool, _input("--any-language", help="Read articles that are not in English too, for what it is worth.")
]
DayFirst = Annotated[bool, _input("--day-first", help="Read 04/05/2022 as 4 May.")]
MonthFirst = Annotated[bool, _input("--month-first", help="Read 04/05/2022 as 5 April.")]
Form = Annotated[str | None, _output(
    "-f", "--format", metavar="FORM", autocompletion=completed(*FORMATS),
    help=f"{', '.join(FORMATS)}; by default told by -o, else json in a pipe, table or summary on a terminal"
)]  # fmt: skip
Output = Annotated[str | None, _output("-o", "--output", metavar="PATH", help="Write here instead of standard output.")]
IncludeText = Annotated[bool, _output("--include-text", help="Put the article's text into its record.")]
Explain = Annotated[bool, _output("--explain", help="Show the place and the rule of every fact in the table.")]
Full = Annotated[
    bool, _output("--full", help="Cut nothing in the table, and show every article also where there are many.")
]
Why = Annotated[
    str | None,
    _output("--why", metavar="WORDS", help="Say what rules found near these words and did not take, and why."),
]
Review = Annotated[bool, _output("--review", help="List what the extractor is least sure of, and why.")]
Summary = Annotated[
    bool, _output("--summary", help="Sum up the whole batch: an article a row, who is quoted most, laws, topics.")
]
Diff = Annotated[bool, _output("--diff", help="Compare two versions of an article: facts gone, new and changed.")]
Merges = Annotated[
    Path | None,
    _output("--merges", metavar="FILE", help="In an archive: names that you know to be the same or different."),
]
Datasette = Annotated[
    bool, _output("--datasette", help="Beside an archive, write its titles and facets for Datasette.")
]
Only = Annotated[str | None, _facts(
    metavar="KINDS", autocompletion=completed(*FACT_KEYS, many=True), help=f"With commas: {', '.join(FACT_KEYS)}."
)]  # fmt: skip
Least = Annotated[
    float | None, _facts(min=0.0, max=1.0, metavar="SCORE", help="Leave out facts with a lower score, such as 0.9.")
]
Everything = Annotated[bool, _facts("--all", help="Show the doubtful facts too, which are left out by default.")]
Vague = Annotated[bool, _facts("--vague", help="Report now, recently and the like as dates.")]
Patterns = Annotated[
    list[Path] | None, _facts(metavar="FOLDER", help="Further pattern tables, in the shape of models/.")
]
Authority = Annotated[
    list[Path] | None,
    _facts(metavar="FILE", help="People and bodies get the ids of your own list (CSV or FollowTheMoney)."),
]
NewPatterns = Annotated[
    Path | None,
    _facts(
        "--new-patterns",
        metavar="FOLDER",
        help="Write a small commented folder of pattern tables to start from, and stop; with --evaluate it has "
        "rows for what you marked.",
    ),
]
CheckPatterns = Annotated[Path | None, _facts(
    "--check-patterns", metavar="FOLDER", callback=check_patterns, is_eager=True,
    help="Load a folder of pattern tables, run its examples, say what is wrong, and stop."
)]  # fmt: skip
Evaluate = Annotated[Path | None, _facts(
    "--evaluate", metavar="GOLD",
    help="Score on your own corrected records (a file or folder), list the errors, and stop."
)]  # fmt: skip
Model = Annotated[str, _facts(metavar="NAME", help="Any installed spaCy pipeline that finds entities.")]
Jobs = Annotated[int, _work(min=1, metavar="N", help="Worker processes.")]
Engine = Annotated[str | None, _work(
    metavar="NAME", autocompletion=completed(*ENGINES),
    help="inline (this process), processes, or dask; by default told from --jobs and --scheduler."
)]  # fmt: skip
Scheduler = Annotated[
    str | None, _work(metavar="ADDRESS", help="Work on a Dask cluster: tcp://host:8786 (extra: cluster).")
]
Resume = Annotated[bool, _work("--resume", help="Keep what -o holds already and go on after it.")]
Watch = Annotated[
    bool, _work("--watch", help="Go on with what comes into the folders, into an archive (extra: watch).")
]
Quiet = Annotated[bool, _work("--quiet", "-q", help="No progress and no summary.")]
Version = Annotated[bool, _work("--version", callback=say_version, is_eager=True, help="Show the version.")]
Schema = Annotated[
    bool, _output("--schema", callback=say_schema, is_eager=True, help="Print the JSON Schema of a record.")
]
