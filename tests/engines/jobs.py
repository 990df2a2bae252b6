"""Batch functions for the engines' tests; they must be importable where the work is done."""

import os
import signal
import time
from pathlib import Path


class Squares:
    """Makes a batch function that squares numbers, and does what strings tell it to.

    Every process that makes one leaves a file with its number in the folder.
    """

    def __init__(self, folder):
        self.folder = Path(folder)

    def __call__(self):
        (self.folder / f"made-{os.getpid()}").touch()
        return self.work

    def work(self, items):
        return [self.one(item) for item in items]

    def one(self, item):
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "die once":
            mark = self.folder / "died"
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return "lived"
        if item == "raise":
            raise ValueError("asked to")
        if item == "pid":
            return os.getpid()
        if item == "slow":
            time.sleep(0.05)
            return "slow"
        return item * item


def lost(item):
    return f"lost {item}"


def made(folder):
    return len(list(Path(folder).glob("made-*")))


class Unsendable:
    """What cannot be pickled."""

    def __reduce__(self):
        raise RecursionError("too deep")

    def __str__(self):
        return "unsendable"
