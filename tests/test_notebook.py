"""The notebook of the samples runs, and shows what it speaks of."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

SAMPLES = Path(__file__).parents[1] / "samples"


def test_the_notebook_runs_from_texts_to_a_picture():
    book = nbformat.read(SAMPLES / "releases.ipynb", as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": SAMPLES}}).execute()
    shown = ["".join(str(output.get("data", "")) for output in cell.get("outputs", [])) for cell in book.cells]
    assert any("<mark" in each and "Harriet Colby" in each for each in shown)
    assert any("Freshwater Protection Bill" in each for each in shown)
    assert sum("linear-gradient" in each for each in shown) == 2
    assert not any(cell.get("outputs") for cell in nbformat.read(SAMPLES / "releases.ipynb", as_version=4).cells)
