"""Every check of the project in one command: format and lint, then types, import rules and tests side by side."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
FIRST = (("ruff", "format", "--check", "."), ("ruff", "check", "."))
"""What takes a second and is looked at before anything else."""
SECOND = tuple(f"tests/{name}" for name in ("api", "cli", "engines", "evaluation", "merge", "readers", "writers"))
"""Folders whose tests take about half of the time; the first process takes all others."""
TESTS = ("pytest", "-p", "no:cacheprovider")
BESIDE = (
    ("mypy",),
    ("lint-imports", "--no-cache"),
    (*TESTS, *(f"--ignore={folder}" for folder in SECOND)),
    (*TESTS, *SECOND),
)


def main():
    for name, *arguments in FIRST:
        print("==>", name, *arguments, flush=True)
        if status := subprocess.run([BIN / name, *arguments], cwd=ROOT, check=False).returncode:
            return status
    return together(BESIDE)


def together(commands):
    """Run commands side by side and show what each said, one after the other; gives the worst exit status."""
    running = []
    for name, *arguments in commands:
        said = tempfile.TemporaryFile()  # noqa: SIM115 - read when the command is done
        process = subprocess.Popen([BIN / name, *arguments], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        running.append((process, said, name, arguments))
    worst = 0
    for process, said, name, arguments in running:
        worst = max(worst, abs(process.wait()))
        print("==>", name, *arguments, flush=True)
        said.seek(0)
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    return worst


if __name__ == "__main__":
    sys.exit(main())
