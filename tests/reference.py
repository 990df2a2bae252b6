"""Writes the reference from the command itself, as Markdown or as a manual page.

python tests/reference.py > docs/reference.md
python tests/reference.py --man > docs/extract.1
"""

import sys

import typer
from typer.core import TyperOption

from extractor.cli import app
from extractor.readers import READERS
from extractor.writers import WRITERS

EXTRAS = {"html": "web", "pdf": "pdf", "docx": "docx", "feed": "feeds", "warc": "warc"}  # of input forms
STATUS = (
    ("0", "all well"),
    ("1", "some inputs failed: each is a record with `error` and a line on standard error"),
    ("2", "the call is wrong, nothing could be read, or the output cannot be written"),
    ("130", "interrupted"),
)
EXAMPLES = (
    ("extract release.txt", "a table on a terminal, JSON in a pipe"),
    ("extract a.txt news/ -o records.jsonl", "many inputs, one record a line"),
    ("cat release.txt | extract - --published 2023-03-10", '"Tuesday" is read against that day'),
    ("extract news/ -o archive.db", "a database that answers questions; again tomorrow for what is new"),
)


def panels():
    """The options of each panel of the help: their names, what value they take, and what they do."""
    found = {}
    for param in typer.main.get_command(app).params:
        if isinstance(param, TyperOption):
            value = "" if param.is_flag else param.metavar or "FORM"
            panel = getattr(param, "rich_help_panel", None) or "Shell"
            names = sorted(param.opts, key=len)
            found.setdefault(panel, []).append((names, value, " ".join((param.help or "").split())))
    return found


def _about():
    """What the command does: the help's first paragraph."""
    return typer.main.get_command(app).help.partition("\n\n")[0]


def reference():
    yield "# Reference\n\nMade from the command by `python tests/reference.py > docs/reference.md`.\n"
    yield f"    extract [OPTIONS] INPUT...\n\n{_about()}\n"
    for panel, options in panels().items():
        yield f"## {panel}\n\n| option | what it does |\n|---|---|"
        for names, value, about in options:
            yield f"| {', '.join(f'`{name}`' for name in names)} {value} | {_cell(about)} |".replace("  |", " |")
        yield ""
    yield "## Input forms\n\n| form | suffixes | told by content too | extra |\n|---|---|---|---|"
    for reader in READERS:
        told = "yes" if reader.knows else ""
        yield f"| `{reader.name}` | {' '.join(reader.suffixes)} | {told} | {EXTRAS.get(reader.name, '')} |"
    yield "\ngzip (`.gz`) and zip (`.zip`) around any of these are seen through, one layer deep.\n"
    yield "## Output forms\n\n| form | what it is | suffixes of `-o` | extra |\n|---|---|---|---|"
    for writer in WRITERS:
        extra = "parquet" if writer.name == "parquet" else ""
        yield f"| `{writer.name}` | {writer.about} | {' '.join(writer.suffixes)} | {extra} |"
    yield "\n## Exit status\n\n| status | meaning |\n|---|---|"
    yield from (f"| {status} | {meaning} |" for status, meaning in STATUS)


def manual():
    """The same in the language of man pages."""
    about = _about()
    yield '.TH EXTRACT 1 "" "extract" "User Commands"'
    yield f".SH NAME\nextract \\- {_roff(about[0].lower() + about[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS\n.B extract\n[\\fIOPTIONS\\fR] \\fIINPUT\\fR..."
    yield ".SH DESCRIPTION\nINPUT is files, folders, patterns such as '*.txt', an archive, or \\- for standard input."
    yield "A record has dates, institutions, people, amendments and other counts, votes, money, laws, topics,"
    yield "quotations, actions, places and contacts; each rests on words of the text (offsets count code points)."
    for panel, options in panels().items():
        yield f".SH {panel.upper()}"
        for names, value, about in options:
            told = f" \\fI{_roff(value)}\\fR" if value else ""
            yield f".TP\n{_bold(names)}{told}\n{_roff(about)}"
    yield ".SH INPUT FORMS"
    yield from (f".TP\n\\fB{reader.name}\\fR\n{_roff(' '.join(reader.suffixes))}" for reader in READERS)
    yield ".SH OUTPUT FORMS"
    yield from (f".TP\n\\fB{writer.name}\\fR\n{_roff(writer.about)}" for writer in WRITERS)
    yield ".SH EXIT STATUS"
    yield from (f".TP\n\\fB{status}\\fR\n{_roff(meaning.replace('`', ''))}" for status, meaning in STATUS)
    yield ".SH EXAMPLES"
    yield from (f".TP\n\\fB{_roff(line)}\\fR\n{_roff(meaning)}" for line, meaning in EXAMPLES)


def _cell(text):
    return text.replace("|", "\\|")


def _bold(names):
    return ", ".join(f"\\fB{_roff(name)}\\fR" for name in names)


def _roff(text):
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in {".", "'"} else plain


if __name__ == "__main__":
    print("\n".join(manual() if sys.argv[1:] == ["--man"] else reference()))
