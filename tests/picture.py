"""Draws the table that the README shows, as a terminal shows it.

python tests/picture.py > docs/table.svg
"""

import io
import os
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from extractor.extractor import Extractor
from extractor.record import encode
from extractor.writers.table import Sink
from extractor.writers.target import Target

SAMPLE = "samples/eu-plenary.txt"
COLUMNS = 110
FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
text {{ font: {char_height}px "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
.{unique_id}-matrix {{ font-variant-east-asian: full-width; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Terminal(io.BytesIO):
    """Bytes that a form takes for a terminal."""

    def isatty(self):
        """Say that somebody looks."""
        return True


def printed():
    """What the command prints of the sample, with colours."""
    screen = Terminal()
    (record,) = Extractor().pipe([Path(SAMPLE)])
    Sink(Target(screen)).write(encode(record))
    return screen.getvalue().decode()


def picture(table):
    """A terminal of ``COLUMNS`` columns on which the table stands, as SVG."""
    console = Console(file=io.StringIO(), record=True, width=COLUMNS)
    console.print(Text.from_ansi(table))
    return console.export_svg(title=f"extract {SAMPLE}", theme=MONOKAI, code_format=FRAME, unique_id="table")


if __name__ == "__main__":
    os.environ["COLUMNS"] = str(COLUMNS)
    print(picture(printed()), end="")
