"""The command line: options become settings, settings become a run."""

import gc
import os
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType

import click

from extractor import console, options
from extractor.errors import ExtractError
from extractor.readers import READERS
from extractor.record import FACT_KEYS
from extractor.settings import DEFAULT_MODEL, ENGINES, Reading, Settings
from extractor.writers import WRITERS

_FORMATS = tuple(writer.name for writer in WRITERS)
_INPUT_FORMATS = tuple(reader.name for reader in READERS)
_PATH = click.Path(path_type=Path)
_option = partial(click.option, cls=options.Option)
# Options by the panel of the help in which they stand.
_input = partial(_option, panel="Input")
_output = partial(_option, panel="Output")
_facts = partial(_option, panel="What is found")
_work = partial(_option, panel="The run")
_at_once = partial(_option, expose_value=False, is_eager=True)
_HELP = """Turn press releases and news reports into checked, source-anchored facts.

\b
extract release.txt
    a table on a terminal, JSON in a pipe
extract a.txt news/ 'more/*.txt' -o out.jsonl
    many inputs, one record a line
cat release.txt | extract - --published 2023-03-10
    "Tuesday" is read against that day
extract batch.jsonl --only amendments,votes -f jsonl | jq .votes
    two kinds of fact only
"""


@click.command(cls=options.Command, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@_input(
    "--input-format",
    metavar="FORM",
    shell_complete=options.completed(*_INPUT_FORMATS),
    help=f"{', '.join(_INPUT_FORMATS)}; by default told from suffix and content.",
)
@_input("--published", metavar="DAY", help="Publication day, YYYY-MM-DD, of articles that carry none.")
@_input("--any-language", is_flag=True, help="Read articles that are not in English too, for what it is worth.")
@_input("--day-first", is_flag=True, help="Read 04/05/2022 as 4 May.")
@_input("--month-first", is_flag=True, help="Read 04/05/2022 as 5 April.")
@_output(
    "-f",
    "--format",
    "form",
    metavar="FORM",
    shell_complete=options.completed(*_FORMATS),
    help=f"{', '.join(_FORMATS)}; by default told by -o, else json in a pipe, table or summary on a terminal",
)
@_output("-o", "--output", metavar="PATH", help="Write here instead of standard output.")
@_output("--include-text", is_flag=True, help="Put the article's text into its record.")
@_output("--explain", is_flag=True, help="Show the place and the rule of every fact in the table.")
@_output("--full", is_flag=True, help="Cut nothing in the table, and show every article also where there are many.")
@_output("--why", metavar="WORDS", help="Say what rules found near these words and did not take, and why.")
@_output("--review", is_flag=True, help="List what the extractor is least sure of, and why.")
@_output("--summary", is_flag=True, help="Sum up the whole batch: an article a row, who is quoted most, laws, topics.")
@_output("--diff", is_flag=True, help="Compare two versions of an article: facts gone, new and changed.")
@_output("--merges", type=_PATH, metavar="FILE", help="In an archive: names that you know to be the same or different.")
@_output("--datasette", is_flag=True, help="Beside an archive, write its titles and facets for Datasette.")
@_facts(
    "--only",
    metavar="KINDS",
    shell_complete=options.completed(*FACT_KEYS, many=True),
    help=f"With commas: {', '.join(FACT_KEYS)}.",
)
@_facts(
    "--least", type=click.FloatRange(0, 1), metavar="SCORE", help="Leave out facts with a lower score, such as 0.9."
)
@_facts("--all", "everything", is_flag=True, help="Show the doubtful facts too, which are left out by default.")
@_facts("--vague", is_flag=True, help="Report now, recently and the like as dates.")
@_facts(
    "--patterns",
    type=_PATH,
    multiple=True,
    metavar="FOLDER",
    help="Further pattern tables, in the shape of models/.",
)
@_facts(
    "--authority",
    type=_PATH,
    multiple=True,
    metavar="FILE",
    help="People and bodies get the ids of your own list (CSV or FollowTheMoney).",
)
@_facts(
    "--new-patterns",
    type=_PATH,
    metavar="FOLDER",
    help="Write a small commented folder of pattern tables to start from, and stop; with --evaluate it has "
    "rows for what you marked.",
)
@_at_once(
    "--check-patterns",
    panel="What is found",
    type=_PATH,
    metavar="FOLDER",
    callback=options.check_patterns,
    help="Load a folder of pattern tables, run its examples, say what is wrong, and stop.",
)
@_facts(
    "--evaluate",
    type=_PATH,
    metavar="GOLD",
    help="Score on your own corrected records (a file or folder), list the errors, and stop.",
)
@_facts("--model", metavar="NAME", default=DEFAULT_MODEL, help="Any installed spaCy pipeline that finds entities.")
@_work("--jobs", type=click.IntRange(min=1), metavar="N", default=1, help="Worker processes.")
@_work(
    "--engine",
    metavar="NAME",
    shell_complete=options.completed(*ENGINES),
    help="inline (this process), processes, or dask; by default told from --jobs and --scheduler.",
)
@_work("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster: tcp://host:8786 (extra: cluster).")
@_work("--resume", is_flag=True, help="Keep what -o holds already and go on after it.")
@_work("--watch", is_flag=True, help="Go on with what comes into the folders, into an archive (extra: watch).")
@_work("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@_at_once("--version", panel="The run", is_flag=True, callback=options.say_version, help="Show the version.")
@_at_once(
    "--schema",
    panel="Output",
    is_flag=True,
    callback=options.say_schema,
    help="Print the JSON Schema of a record.",
)
@_at_once(
    "--show-completion",
    panel="Shell",
    type=click.Choice(["bash", "fish", "zsh"]),
    metavar="SHELL",
    callback=options.say_completion,
    help="Print what makes bash, zsh or fish complete options, to be added to what the shell reads at its start.",
)
def app(
    inputs: tuple[str, ...],
    input_format: str | None,
    published: str | None,
    any_language: bool,
    day_first: bool,
    month_first: bool,
    form: str | None,
    output: str | None,
    include_text: bool,
    explain: bool,
    full: bool,
    why: str | None,
    review: bool,
    summary: bool,
    diff: bool,
    merges: Path | None,
    datasette: bool,
    only: str | None,
    least: float | None,
    everything: bool,
    vague: bool,
    patterns: tuple[Path, ...],
    authority: tuple[Path, ...],
    new_patterns: Path | None,
    evaluate: Path | None,
    model: str,
    jobs: int,
    engine: str | None,
    scheduler: str | None,
    resume: bool,
    watch: bool,
    quiet: bool,
) -> int:
    """Turn press releases and news reports into checked, source-anchored facts."""
    if day_first and month_first:
        raise click.BadParameter("--day-first and --month-first cannot be used together")
    if engine is not None and (engine == "dask") != (scheduler is not None):
        raise click.BadParameter("--engine dask and --scheduler ADDRESS belong together")
    if engine == "inline" and jobs > 1:
        raise click.BadParameter(f"--engine inline is one job, --jobs {jobs} needs processes")
    if everything and least is not None:
        raise click.BadParameter("--all and --least cannot be used together")
    asked = [name for name, wanted in (("review", review), ("summary", summary), ("diff", diff)) if wanted]
    if len(asked) > 1:
        raise click.BadParameter(f"--{asked[0]} and --{asked[1]} cannot be used together")
    reading = Reading(
        model=model,
        published=options.day(published),
        only=options.only(only),
        vague=vague,
        least=0.0 if everything else least,
        order="day" if day_first else "month" if month_first else None,
        patterns=patterns,
        authority=authority,
        include_text=include_text,
        why=why,
    )
    if new_patterns is not None:
        return options.new_patterns(new_patterns, evaluate, reading)
    if evaluate is not None:
        return options.evaluate(evaluate, reading)
    if not inputs and sys.stdin is not None and sys.stdin.isatty():
        click.echo(options.SHORT)
        return 0
    if output and output.endswith(("/", os.sep)) and not asked and form is None:
        form = "site"
    path = Path(output) if output else None
    form = options.choice("--format", form, _FORMATS)
    form = options.checked_forms(
        asked[0] if asked else None, form, path, table="--explain" if explain else "--full" if full else None
    )
    settings = Settings(
        inputs=inputs or ("-",),
        format=form,
        output=path,
        input_format=options.choice("--input-format", input_format, _INPUT_FORMATS),
        any_language=any_language,
        jobs=jobs,
        engine=options.choice("--engine", engine, ENGINES),
        scheduler=scheduler,
        resume=resume,
        quiet=quiet,
        explain=explain,
        full=full,
        merges=merges,
        datasette=datasette,
        reading=reading,
    )
    return _run(settings, watch=watch)


def _run(settings: Settings, *, watch: bool) -> int:
    if watch:
        from extractor.watching import watch as run  # noqa: PLC0415 - --help must not load what a run needs
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
    try:
        status = app(standalone_mode=False)
    except ExtractError as error:
        console.say(f"extract: {error}")
        status = 2
    except click.ClickException as error:
        said = error.format_message().removeprefix("Invalid value: ").rstrip(".")
        console.say(f"extract: {said}; see extract --help")
        status = 2
    except click.Abort:
        status = 130
    gc.freeze()  # the end of the process frees everything at once; collecting first would take a tenth of a short run
    sys.exit(status)
