"""Photographs the page that the README shows, with an installed Chromium.

python tests/photo.py > docs/page.png
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

SAMPLE = "samples/us-senator.txt"
CHOSEN = "Margaret Whitcombe, U.S. Senator"
WINDOW: ViewportSize = {"width": 1330, "height": 840}


def photograph(file):
    """The page with one person chosen, whose quotations are marked too, as PNG."""
    with sync_playwright() as driver:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport=WINDOW)
        tab.goto(file.as_uri())
        tab.get_by_role("button", name=CHOSEN).first.click()
        tab.evaluate("scrollTo(0, 0)")
        taken = tab.screenshot()
        browser.close()
    return taken


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        subprocess.run([Path(sys.executable).with_name("extract"), SAMPLE, "-o", page], check=True)
        sys.stdout.buffer.write(photograph(page))
