"""Every check of the project in one command: format, lint, types, import rules, tests (in two processes)."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
)
SECOND = tuple(f"tests/{name}" for name in ("api", "cli", "engines", "evaluation", "merge", "readers", "writers"))
"""Folders whose tests take about half of the time; the first process takes all others."""
HALVES = (("pytest", *(f"--ignore={folder}" for folder in SECOND)), ("pytest", *SECOND))


def main():
    for name, *arguments in CHECKS:
        print("==>", name, *arguments, flush=True)
        if status := subprocess.run([BIN / name, *arguments], cwd=ROOT, check=False).returncode:
            return status
    return together(HALVES)


def together(commands):
    """Run commands side by side and show what each said, one after the other; gives the worst exit status."""
    running = []
    for name, *arguments in commands:
        said = tempfile.TemporaryFile()  # noqa: SIM115 - read when the command is done
        line = [BIN / name, "-p", "no:cacheprovider", *arguments]
        running.append((subprocess.Popen(line, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT), said, name, arguments))
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
