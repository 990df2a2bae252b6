"""What the options of the command mean: those that act at once, and the values that others take."""

import re
import sys
from datetime import date
from pathlib import Path

import typer

from extractor import __version__, console
from extractor.errors import ExtractError
from extractor.record import FACT_KEYS


def say_version(value: bool) -> None:
    """Say the version and stop."""
    if value:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


def say_schema(value: bool) -> None:
    """Print the JSON Schema and stop."""
    if value:
        import msgspec  # noqa: PLC0415 - only for this option

        from extractor.codec import json_schema  # noqa: PLC0415 - only for this option

        typer.echo(msgspec.json.format(msgspec.json.encode(json_schema())).decode())
        raise typer.Exit


def check_patterns(value: Path | None) -> None:
    """Say what is wrong in a folder of pattern tables and stop."""
    if value is not None:
        from extractor.checking import complaints  # noqa: PLC0415 - only for this option

        try:
            found = list(complaints(value))
        except ExtractError as error:
            found = [str(error)]
        for complaint in found:
            console.say(complaint)
        raise typer.Exit(1 if found else 0)


def evaluate(value: Path | None) -> None:
    """Score the extractor on annotated articles and stop."""
    if value is not None:
        from extractor.evaluation.report import report  # noqa: PLC0415 - only for this option
        from extractor.settings import Reading  # noqa: PLC0415 - only for this option

        try:
            report(value, Reading(), sys.stdout)
        except ExtractError as error:
            console.say(f"extract: {error}")
            raise typer.Exit(2) from error
        raise typer.Exit


def only(value: str | None) -> tuple[str, ...]:
    """The kinds of fact that ``--only`` names.

    Raises:
        typer.BadParameter: it names none, or what is none.
    """
    kinds = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if value is not None and not kinds:
        raise typer.BadParameter(f"--only names no kind of fact; choose from {', '.join(FACT_KEYS)}")
    for kind in kinds:
        if kind not in FACT_KEYS:
            raise typer.BadParameter(f"--only: {kind!r} is no kind of fact; choose from {', '.join(FACT_KEYS)}")
    return kinds


def choice(option: str, value: str | None, choices: tuple[str, ...]) -> str | None:
    """The value, if it is one of the choices.

    Raises:
        typer.BadParameter: it is not.
    """
    if value is not None and value not in choices:
        raise typer.BadParameter(f"{option}: {value!r} is not known; choose from {', '.join(choices)}")
    return value


def day(value: str | None) -> str | None:
    """The ISO 8601 day that ``--published`` names.

    Raises:
        typer.BadParameter: it is none.
    """
    if value is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise typer.BadParameter(f"--published: {value!r} is no day such as 2023-03-10")
