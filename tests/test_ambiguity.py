"""No pattern of the program can take exponential time, whether it stands in code or comes from a table."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ambiguity import ambiguous

ROOT = Path(__file__).parents[1]
COLLECT = """
import importlib, json, pkgutil, re, sys
from pathlib import Path

seen = {}

def note(pattern, flags):
    frame = sys._getframe(2)
    while frame and Path(frame.f_code.co_filename).name in ("regex.py", "data.py", "__init__.py", "_compiler.py"):
        frame = frame.f_back
    where = Path(frame.f_code.co_filename) if frame else Path()
    if "extractor" in where.parts:
        data = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        seen[data, int(flags), isinstance(pattern, bytes)] = f"{where.name}:{frame.f_lineno}"

make = re._compiler.compile
re._compiler.compile = lambda pattern, flags=0: note(pattern, flags) or make(pattern, flags)
from extractor import regex
init = regex._Lazy.__init__
regex._Lazy.__init__ = lambda self, pattern, flags: note(pattern, flags) or init(self, pattern, flags)
import extractor
for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
    importlib.import_module(module.name)
read = extractor.Extractor()
for file in Path(sys.argv[1]).glob("*.txt"):
    read(file.read_text(encoding="utf-8"))
print(json.dumps([[*key, where] for key, where in seen.items()]))
"""


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\w|[a-z]-?)*b", r"(?:a+)+b", r"(?:a*)*b", r"(?:\s*<!--.*?-->\s*)*<", r"(?:\s+(?:now|finally|\w+ly))*x",
        r"(?i:(?:Ax|\wx){0,40})b", r"(?:x+y?)*z", r"(?:a|b|ab)*c", r"(?:[a-c]+|[c-e]\s?)*!",
    ],
)  # fmt: skip
def test_what_doubles_is_found(pattern):
    assert ambiguous(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:ab|ac)*d", r"(?:\s+\w+)*$", r"(?:a|a){0,4}b", r"(?>(?:a+b)*)c", r"(?:a|aa)*+b", r"\w+\s*\w+",
        r"(?:a{1,5}b)*",
        r"(?:\s+(?:now|also|\w+ly)\b){0,4}", r"(?:(?:\d{1,3},)*\d;)*",
    ],
)  # fmt: skip
def test_what_does_not_double_is_left_alone(pattern):
    assert not ambiguous(pattern)


def test_no_pattern_of_the_program_doubles():
    line = [sys.executable, "-c", COLLECT, str(ROOT / "samples")]
    found = json.loads(subprocess.run(line, capture_output=True, check=True).stdout.splitlines()[-1])
    assert len(found) > 1_000
    faulty = {}
    for pattern, flags, is_bytes, where in found:
        data = pattern.encode("latin-1") if is_bytes else pattern
        re.compile(data, flags)
        if ambiguous(data, flags):
            faulty[where] = pattern[:200]
    assert not faulty
