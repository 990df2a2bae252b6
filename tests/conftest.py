"""What all tests share: one pipeline for the whole run."""

import pytest

from extractor.pipeline import Pipeline
from extractor.settings import Reading


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline(Reading())
