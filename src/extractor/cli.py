"""The command line: options become settings, settings become a run."""

import gc
import os
import signal
import sys
from pathlib import Path
from types import FrameType

import typer

from extractor import console, options
from extractor.errors import ExtractError
from extractor.settings import DEFAULT_MODEL, ENGINES, Reading, Settings
from extractor.terms import counted

_HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode="rich", context_settings=_HELP_OPTIONS)

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
    inputs: options.Inputs = None,
    input_format: options.InputFormat = None,
    published: options.Published = None,
    any_language: options.AnyLanguage = False,
    day_first: options.DayFirst = False,
    month_first: options.MonthFirst = False,
    form: options.Form = None,
    output: options.Output = None,
    include_text: options.IncludeText = False,
    explain: options.Explain = False,
    full: options.Full = False,
    why: options.Why = None,
    review: options.Review = False,
    summary: options.Summary = False,
    diff: options.Diff = False,
    merges: options.Merges = None,
    datasette: options.Datasette = False,
    only: options.Only = None,
    least: options.Least = None,
    everything: options.Everything = False,
    vague: options.Vague = False,
    patterns: options.Patterns = None,
    authority: options.Authority = None,
    new_patterns: options.NewPatterns = None,
    check_patterns: options.CheckPatterns = None,
    evaluate: options.Evaluate = None,
    model: options.Model = DEFAULT_MODEL,
    jobs: options.Jobs = 1,
    engine: options.Engine = None,
    scheduler: options.Scheduler = None,
    resume: options.Resume = False,
    watch: options.Watch = False,
    quiet: options.Quiet = False,
    version: options.Version = False,
    schema: options.Schema = False,
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
    if why is not None and not why.strip():
        raise typer.BadParameter("--why names no words")
    asked = [name for name, wanted in (("review", review), ("summary", summary), ("diff", diff)) if wanted]
    if len(asked) > 1:
        raise typer.BadParameter(f"--{asked[0]} and --{asked[1]} cannot be used together")
    reading = Reading(
        model=model, published=options.day(published), only=options.only(only), vague=vague,
        least=0.0 if everything else least, order="day" if day_first else "month" if month_first else None,
        patterns=tuple(patterns or ()), authority=tuple(authority or ()), include_text=include_text, why=why,
    )  # fmt: skip

    if new_patterns is not None or evaluate is not None:
        _taught(new_patterns, evaluate, reading)
        return 0

    if not inputs and sys.stdin is not None and sys.stdin.isatty():
        typer.echo(options.SHORT)
        return 0
    if output and output.endswith(("/", os.sep)) and not asked and form is None:
        form = "site"
    path = Path(output) if output and output != "-" else None
    form = options.choice("--format", form, options.FORMATS)
    table = "--explain" if explain else "--full" if full else None
    form = options.checked_forms(asked[0] if asked else None, form, path, table=table)
    options.check_merged(form, path, datasette=datasette, merges=merges is not None)
    settings = Settings(
        inputs=tuple(inputs or ["-"]), format=form, output=path,
        input_format=options.choice("--input-format", input_format, options.INPUT_FORMATS), any_language=any_language,
        jobs=jobs, engine=options.choice("--engine", engine, ENGINES), scheduler=scheduler, resume=resume, quiet=quiet,
        explain=explain, full=full, merges=merges, datasette=datasette, reading=reading,
    )  # fmt: skip
    return _run(settings, watch=watch)


def _taught(new_patterns: Path | None, gold: Path | None, reading: Reading) -> None:
    """Writes tables to start from, or scores on a user's own records, for which no article is read."""
    if new_patterns is not None:
        from extractor.evaluation.teaching import new_patterns as write  # noqa: PLC0415 - only for this option

        rows = write(new_patterns, gold, reading)
        told = f", with {counted(rows, 'row')} from {gold}" if gold else ""
        typer.echo(f"{new_patterns}: tables to start from{told}; its README.md says what each is for")
    elif gold is not None:
        from extractor.evaluation.report import report  # noqa: PLC0415 - only for this option

        report(gold, reading, sys.stdout)


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
