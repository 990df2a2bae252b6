"""The command line: options become settings, settings become a run."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from extractor import __version__
from extractor.errors import ExtractError
from extractor.settings import DEFAULT_MODEL, Reading, Settings

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)

_KINDS = (
    "dates", "institutions", "people", "amendments", "counts", "votes", "money",
    "instruments", "topics", "quotes", "actions", "places",
)  # fmt: skip
_FORMATS = ("table", "json", "jsonl")
_INPUT_FORMATS = ("text", "jsonl")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


def _schema(value: bool) -> None:
    if value:
        import msgspec  # noqa: PLC0415 - only for this option

        from extractor.record import json_schema  # noqa: PLC0415 - only for this option

        typer.echo(msgspec.json.format(msgspec.json.encode(json_schema())).decode())
        raise typer.Exit


def _only(value: str | None) -> tuple[str, ...]:
    kinds = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    for kind in kinds:
        if kind not in _KINDS:
            raise typer.BadParameter(f"{kind!r} is no kind of fact; choose from {', '.join(_KINDS)}")
    return kinds


def _choice(value: str | None, choices: tuple[str, ...]) -> str | None:
    if value is not None and value not in choices:
        raise typer.BadParameter(f"{value!r} is not known; choose from {', '.join(choices)}")
    return value


def _day(value: str | None) -> str | None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is no day such as 2023-03-10") from None
    return value


@app.command()
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Files, folders, 'patterns', or - for standard input."),
    ],
    form: Annotated[
        str | None,
        typer.Option("-f", "--format", help="table, json or jsonl. [table on a terminal, else json]"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of standard output.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Publication day, YYYY-MM-DD, for articles that carry none.")
    ] = None,
    input_format: Annotated[str | None, typer.Option(help="text or jsonl. [by suffix and content]")] = None,
    only: Annotated[str | None, typer.Option(help="Kinds of fact, with commas: dates,people.")] = None,
    model: Annotated[str, typer.Option(help="Any installed spaCy pipeline that finds entities.")] = DEFAULT_MODEL,
    patterns: Annotated[list[Path] | None, typer.Option(help="A folder of further pattern tables.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Keep what -o holds already and go on after it.")] = False,
    vague: Annotated[bool, typer.Option("--vague", help="Report now, recently and the like as dates.")] = False,
    day_first: Annotated[bool, typer.Option("--day-first", help="Read 04/05/2022 as 4 May.")] = False,
    month_first: Annotated[bool, typer.Option("--month-first", help="Read 04/05/2022 as 5 April.")] = False,
    include_text: Annotated[
        bool, typer.Option("--include-text", help="Put the article's text into its record.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the rule behind every fact in the table.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    schema: Annotated[
        bool,
        typer.Option("--schema", callback=_schema, is_eager=True, help="Print the JSON Schema of a record."),
    ] = False,
) -> None:
    """Turn press releases and news reports into checked, source-anchored facts."""
    if day_first and month_first:
        raise typer.BadParameter("--day-first and --month-first exclude each other")
    reading = Reading(
        model=model,
        published=_day(published),
        only=_only(only),
        vague=vague,
        order="day" if day_first else "month" if month_first else None,
        patterns=tuple(patterns or ()),
        include_text=include_text,
    )
    settings = Settings(
        inputs=tuple(inputs),
        format=_choice(form, _FORMATS),
        output=output,
        input_format=_choice(input_format, _INPUT_FORMATS),
        jobs=jobs,
        resume=resume,
        quiet=quiet,
        explain=explain,
        reading=reading,
    )
    raise typer.Exit(_run(settings))


def _run(settings: Settings) -> int:
    from extractor.run import run  # noqa: PLC0415 - --help must not load what a run needs

    try:
        return run(settings)
    except ExtractError as error:
        typer.echo(f"extract: {error}", err=True)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def main() -> None:
    """The entry point of the command ``extract``."""
    app()
