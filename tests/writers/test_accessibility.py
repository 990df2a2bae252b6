"""Pages keep to WCAG 2.1 AA, as far as axe-core can tell, in light and dark and on a phone."""

import shutil
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LEVELS = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def complaints(browser):
    def of(page, scheme, width):
        shape = {"width": width, "height": 900}
        context = browser.new_context(color_scheme=scheme, viewport=shape, bypass_csp=True)
        tab = context.new_page()
        tab.goto(page.as_uri())
        if box := tab.query_selector("#rules"):
            box.check()
        tab.evaluate(AXE)
        found = tab.evaluate(LEVELS)["violations"]
        context.close()
        return [(each["id"], each["nodes"][0]["html"]) for each in found]

    return of


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_bars_a_reader_from_the_page(write, record, failure, bare, tmp_path, complaints, scheme, width):
    (tmp_path / "page.html").write_bytes(write("html", record, failure, bare))
    assert complaints(tmp_path / "page.html", scheme, width) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_bars_a_reader_from_the_site(write, record, failure, tmp_path, complaints, scheme, width):
    folder = tmp_path / "site"
    folder.mkdir()
    write("site", record, failure, folder=folder)
    pages = [
        folder / "index.html",
        folder / "people.html",
        *folder.glob("people/*.html"),
        *folder.glob("articles/*.html"),
    ]
    assert len(pages) > 3
    assert {page.name: complaints(page, scheme, width) for page in pages} == {page.name: [] for page in pages}


def test_no_page_of_the_site_is_wider_than_a_phone(write, record, failure, tmp_path, browser):
    folder = tmp_path / "site"
    folder.mkdir()
    write("site", record, failure, folder=folder)
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    widths = {}
    for page in folder.rglob("*.html"):
        tab.goto(page.as_uri())
        widths[page.relative_to(folder).as_posix()] = tab.evaluate("document.documentElement.scrollWidth")
    tab.close()
    assert len(widths) > 9
    assert {page: width for page, width in widths.items() if width > 390} == {}
