import shutil
import subprocess
from pathlib import Path

import pytest

from reference import manual, reference

ROOT = Path(__file__).parents[2]
GROFF = shutil.which("groff")


def test_the_manual_page_is_what_the_command_says():
    written = (ROOT / "docs" / "extract.1").read_text(encoding="utf-8")
    assert written == "\n".join(manual()) + "\n", "python tests/reference.py --man > docs/extract.1"


@pytest.mark.skipif(GROFF is None, reason="groff is not installed")
def test_the_manual_page_is_sound():
    page = ROOT / "docs" / "extract.1"
    done = subprocess.run([str(GROFF), "-man", "-ww", "-Tutf8", "-z", page], capture_output=True, check=True)
    assert done.stderr == b""


def test_the_reference_is_what_the_command_says():
    written = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert written == "\n".join(reference()) + "\n", "python tests/reference.py > docs/reference.md"
