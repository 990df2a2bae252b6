"""Writes docs/reference.md from the command itself: `python tests/reference.py > docs/reference.md`."""

import typer

from extractor.cli import app
from extractor.readers import READERS
from extractor.writers import WRITERS

EXTRAS = {"html": "web", "pdf": "pdf", "docx": "docx", "feed": "feeds", "warc": "warc", "parquet": "parquet"}


def reference():
    command = typer.main.get_command(app)
    yield "# Reference\n\nMade from the command by `python tests/reference.py > docs/reference.md`.\n"
    yield f"    extract [OPTIONS] INPUT...\n\n{command.help}\n"
    panels = {}
    for param in command.params:
        if getattr(param, "param_type_name", "") == "option":
            panels.setdefault(getattr(param, "rich_help_panel", None) or "Shell", []).append(param)
    for panel, params in panels.items():
        yield f"## {panel}\n\n| option | what it does |\n|---|---|"
        for param in params:
            value = "" if param.is_flag else f" {param.metavar or 'FORM'}"
            names = ", ".join(f"`{name}`" for name in sorted(param.opts, key=len))
            yield f"| {names}{value} | {_cell(param.help)} |"
        yield ""
    yield "## Input forms\n\n| form | suffixes | told by content too | extra |\n|---|---|---|---|"
    for reader in READERS:
        told = "" if reader.knows.__name__ == "_never" else "yes"
        yield f"| `{reader.name}` | {' '.join(reader.suffixes)} | {told} | {EXTRAS.get(reader.name, '')} |"
    yield "\ngzip (`.gz`) and zip (`.zip`) around any of these are seen through, one layer deep.\n"
    yield "## Output forms\n\n| form | what it is | suffixes of `-o` | extra |\n|---|---|---|---|"
    for writer in WRITERS:
        yield f"| `{writer.name}` | {writer.about} | {' '.join(writer.suffixes)} | {EXTRAS.get(writer.name, '')} |"
    yield "\n## Exit status\n\n| status | meaning |\n|---|---|"
    yield "| 0 | all well |\n| 1 | some inputs failed: each is a record with `error` and a line on standard error |"
    yield "| 2 | the call is wrong, nothing could be read, or the output cannot be written |\n| 130 | interrupted |"


def _cell(text):
    return " ".join((text or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    print("\n".join(reference()))
