"""A folder of patterns to start from: commented tables in the shape of ``models/``, one row of each as an example."""

import shutil
from pathlib import Path

from extractor.data import own_models
from extractor.errors import UsageError


def new_patterns(folder: Path) -> None:
    """Write the folder; nothing that exists is touched.

    Raises:
        UsageError: there is something of this name already, or it cannot be written.
    """
    try:
        shutil.copytree(own_models() / "starter", folder)
    except FileExistsError as error:
        raise UsageError(f"{folder}: exists already; name a new folder") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error
