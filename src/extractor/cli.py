"""The command line: options become settings, settings become a run."""

import gc
import os
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from extractor import console, options
from extractor.errors import ExtractError
from extractor.readers import READERS
from extractor.record import FACT_KEYS
from extractor.settings import DEFAULT_MODEL, ENGINES, Reading, Settings
from extractor.writers import WRITERS

_HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode="rich", context_settings=_HELP_OPTIONS)

_FORMATS = tuple(writer.name for writer in WRITERS)
_INPUT_FORMATS = tuple(reader.name for reader in READERS)
# Options by the panel of the help in which they stand; a switch takes no value, so that none is shown.
_input = partial(typer.Option, rich_help_panel="Input", metavar="")
_output = partial(typer.Option, rich_help_panel="Output", metavar="")
_facts = partial(typer.Option, rich_help_panel="What is found", metavar="")
_work = partial(typer.Option, rich_help_panel="The run", metavar="")
_USAGE_ERROR: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""The class of all errors in the call; which module holds it depends on Typer's version."""
_HELP = """Turn press releases and news reports into checked, source-anchored facts.

[cyan]extract release.txt[/cyan]   a table on a terminal, JSON in a pipe

[cyan]extract a.txt news/ 'more/*.txt' -o out.jsonl[/cyan]   many inputs, one record a line

[cyan]cat release.txt | extract - --published 2023-03-10[/cyan]   "Tuesday" is read against that day

[cyan]extract batch.jsonl --only amendments,votes -f jsonl | jq .votes[/cyan]   two kinds of fact only
"""


@app.command(help=_HELP, no_args_is_help=False)
def extract(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT", help="Files, folders, 'patterns', or - for standard input.")
    ] = None,
    input_format: Annotated[
        str | None,
        _input(
            metavar="FORM",
            autocompletion=options.completed(*_INPUT_FORMATS),
            help=f"{', '.join(_INPUT_FORMATS)}; by default told from suffix and content.",
        ),
    ] = None,
    published: Annotated[
        str | None, _input(metavar="DAY", help="Publication day, YYYY-MM-DD, of articles that carry none.")
    ] = None,
    any_language: Annotated[
        bool, _input("--any-language", help="Read articles that are not in English too, for what it is worth.")
    ] = False,
    day_first: Annotated[bool, _input("--day-first", help="Read 04/05/2022 as 4 May.")] = False,
    month_first: Annotated[bool, _input("--month-first", help="Read 04/05/2022 as 5 April.")] = False,
    form: Annotated[
        str | None,
        _output(
            "-f",
            "--format",
            metavar="FORM",
            autocompletion=options.completed(*_FORMATS),
            help=f"{', '.join(_FORMATS)}; by default told by -o, else json in a pipe, table or summary on a terminal",
        ),
    ] = None,
    output: Annotated[
        str | None, _output("-o", "--output", metavar="PATH", help="Write here instead of standard output.")
    ] = None,
    include_text: Annotated[bool, _output("--include-text", help="Put the article's text into its record.")] = False,
    explain: Annotated[
        bool, _output("--explain", help="Show the place and the rule of every fact in the table.")
    ] = False,
    full: Annotated[
        bool, _output("--full", help="Cut nothing in the table, and show every article also where there are many.")
    ] = False,
    why: Annotated[
        str | None,
        _output("--why", metavar="WORDS", help="Say what rules found near these words and did not take, and why."),
    ] = None,
    review: Annotated[bool, _output("--review", help="List what the extractor is least sure of, and why.")] = False,
    summary: Annotated[
        bool, _output("--summary", help="Sum up the whole batch: an article a row, who is quoted most, laws, topics.")
    ] = False,
    diff: Annotated[
        bool, _output("--diff", help="Compare two versions of an article: facts gone, new and changed.")
    ] = False,
    merges: Annotated[
        Path | None,
        _output("--merges", metavar="FILE", help="In an archive: names that you know to be the same or different."),
    ] = None,
    datasette: Annotated[
        bool, _output("--datasette", help="Beside an archive, write its titles and facets for Datasette.")
    ] = False,
    only: Annotated[
        str | None,
        _facts(
            metavar="KINDS",
            autocompletion=options.completed(*FACT_KEYS, many=True),
            help=f"With commas: {', '.join(FACT_KEYS)}.",
        ),
    ] = None,
    least: Annotated[
        float | None, _facts(min=0.0, max=1.0, metavar="SCORE", help="Leave out facts with a lower score, such as 0.9.")
    ] = None,
    everything: Annotated[
        bool, _facts("--all", help="Show the doubtful facts too, which are left out by default.")
    ] = False,
    vague: Annotated[bool, _facts("--vague", help="Report now, recently and the like as dates.")] = False,
    patterns: Annotated[
        list[Path] | None, _facts(metavar="FOLDER", help="Further pattern tables, in the shape of models/.")
    ] = None,
    authority: Annotated[
        list[Path] | None,
        _facts(metavar="FILE", help="People and bodies get the ids of your own list (CSV or FollowTheMoney)."),
    ] = None,
    new_patterns: Annotated[
        Path | None,
        _facts(
            "--new-patterns",
            metavar="FOLDER",
            help="Write a small commented folder of pattern tables to start from, and stop; with --evaluate it has "
            "rows for what you marked.",
        ),
    ] = None,
    check_patterns: Annotated[
        Path | None,
        _facts(
            "--check-patterns",
            metavar="FOLDER",
            callback=options.check_patterns,
            is_eager=True,
            help="Load a folder of pattern tables, run its examples, say what is wrong, and stop.",
        ),
    ] = None,
    evaluate: Annotated[
        Path | None,
        _facts(
            "--evaluate",
            metavar="GOLD",
            help="Score on your own corrected records (a file or folder), list the errors, and stop.",
        ),
    ] = None,
    model: Annotated[
        str, _facts(metavar="NAME", help="Any installed spaCy pipeline that finds entities.")
    ] = DEFAULT_MODEL,
    jobs: Annotated[int, _work(min=1, metavar="N", help="Worker processes.")] = 1,
    engine: Annotated[
        str | None,
        _work(
            metavar="NAME",
            autocompletion=options.completed(*ENGINES),
            help="inline (this process), processes, or dask; by default told from --jobs and --scheduler.",
        ),
    ] = None,
    scheduler: Annotated[
        str | None, _work(metavar="ADDRESS", help="Work on a Dask cluster: tcp://host:8786 (extra: cluster).")
    ] = None,
    resume: Annotated[bool, _work("--resume", help="Keep what -o holds already and go on after it.")] = False,
    watch: Annotated[
        bool, _work("--watch", help="Go on with what comes into the folders, into an archive (extra: watch).")
    ] = False,
    quiet: Annotated[bool, _work("--quiet", "-q", help="No progress and no summary.")] = False,
    version: Annotated[
        bool, _work("--version", callback=options.say_version, is_eager=True, help="Show the version.")
    ] = False,
    schema: Annotated[
        bool, _output("--schema", callback=options.say_schema, is_eager=True, help="Print the JSON Schema of a record.")
    ] = False,
) -> int:
    """Turn press releases and news reports into checked, source-anchored facts."""
    if day_first and month_first:
        raise typer.BadParameter("--day-first and --month-first cannot be used together")
    if engine is not None and (engine == "dask") != (scheduler is not None):
        raise typer.BadParameter("--engine dask and --scheduler ADDRESS belong together")
    if engine == "inline" and jobs > 1:
        raise typer.BadParameter(f"--engine inline is one job, --jobs {jobs} needs processes")
    if everything and least is not None:
        raise typer.BadParameter("--all and --least cannot be used together")
    asked = [name for name, wanted in (("review", review), ("summary", summary), ("diff", diff)) if wanted]
    if len(asked) > 1:
        raise typer.BadParameter(f"--{asked[0]} and --{asked[1]} cannot be used together")
    reading = Reading(
        model=model, published=options.day(published), only=options.only(only), vague=vague,
        least=0.0 if everything else least, order="day" if day_first else "month" if month_first else None,
        patterns=tuple(patterns or ()), authority=tuple(authority or ()), include_text=include_text, why=why,
    )  # fmt: skip
    if new_patterns is not None:
        from extractor.evaluation.teaching import new_patterns as write  # noqa: PLC0415 - only for this option

        rows = write(new_patterns, evaluate, reading)
        told = f", with {rows} rows from {evaluate}" if evaluate else ""
        typer.echo(f"{new_patterns}: tables to start from{told}; its README.md says what each is for")
        return 0
    if evaluate is not None:
        from extractor.evaluation.report import report  # noqa: PLC0415 - only for this option

        report(evaluate, reading, sys.stdout)
        return 0
    if not inputs and sys.stdin is not None and sys.stdin.isatty():
        typer.echo(options.SHORT)
        return 0
    if output and output.endswith(("/", os.sep)) and not asked and form is None:
        form = "site"
    path = Path(output) if output else None
    form = options.choice("--format", form, _FORMATS)
    table = "--explain" if explain else "--full" if full else None
    form = options.checked_forms(asked[0] if asked else None, form, path, table=table)
    options.check_merged(form, path, datasette=datasette, merges=merges is not None)
    settings = Settings(
        inputs=tuple(inputs or ["-"]), format=form, output=path,
        input_format=options.choice("--input-format", input_format, _INPUT_FORMATS), any_language=any_language,
        jobs=jobs, engine=options.choice("--engine", engine, ENGINES), scheduler=scheduler, resume=resume, quiet=quiet,
        explain=explain, full=full, merges=merges, datasette=datasette, reading=reading,
    )  # fmt: skip
    return _run(settings, watch=watch)


def _run(settings: Settings, *, watch: bool) -> int:
    from extractor.worker import one_thread  # noqa: PLC0415 - --help must not load what a run needs

    one_thread()  # some forms load NumPy before the first article is read
    if watch:
        from extractor.watching import watch as run  # noqa: PLC0415 - likewise
    else:
        from extractor.run import run  # noqa: PLC0415 - likewise

    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, _end)
    try:
        return run(settings)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _end(number: int, _frame: FrameType | None) -> None:
    """Ends the run as Ctrl-C would, so that what is not whole is removed and all processes end."""
    raise SystemExit(128 + number)


def main() -> None:
    """The entry point of the command ``extract``."""
    for name in ("stdout", "stderr"):  # None where the caller closed it
        setattr(sys, name, getattr(sys, name) or open(os.devnull, "w"))  # noqa: SIM115, PTH123 - open to the end
    try:
        status = app(standalone_mode=False)
    except ExtractError as error:
        console.say(f"extract: {error}")
        status = 2
    except _USAGE_ERROR as error:
        text: str = error.format_message()  # type: ignore[attr-defined]
        console.say(f"extract: {text.removeprefix('Invalid value: ').rstrip('.')}; see extract --help")
        status = 2
    except OSError as error:
        console.say(f"extract: {error.filename or 'standard output'}: {error.strerror or error}")
        status = 2
    except typer.Abort:
        status = 130
    gc.freeze()  # the end of the process frees everything at once; collecting first would take a tenth of a short run
    sys.exit(status)
