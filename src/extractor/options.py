"""What the options of the command mean; a value that one does not take raises ``typer.BadParameter``, which says so."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

import typer

from extractor import __version__, console
from extractor.article import is_day
from extractor.errors import ExtractError
from extractor.record import FACT_KEYS
from extractor.writers import writer_for

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


_SAME = {("summary", "json"), ("review", "jsonl")}
"""Forms with an option of their own, and the form as which they are written to a file."""


def checked_forms(asked: str | None, form: str | None, output: Path | None, *, table: str | None) -> str | None:
    """The form of the output, where the options say more than its suffix.

    ``asked`` is a form with an option of its own, such as ``--review``, ``table`` an option about the table alone.
    """
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
