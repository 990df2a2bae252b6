import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))


def test_the_reference_is_what_the_command_says():
    from reference import reference  # noqa: PLC0415 - found through the path above

    written = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert written == "\n".join(reference()) + "\n", "python tests/reference.py > docs/reference.md"
