"""Every check of the project in one command: format, lint, types, import rules, tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
    ("pytest",),
)


def main():
    for name, *arguments in CHECKS:
        print("==>", name, *arguments, flush=True)
        if status := subprocess.run([BIN / name, *arguments], cwd=ROOT, check=False).returncode:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
