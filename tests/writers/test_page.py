import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from extractor.writers.html import parts
from extractor.writers.words import shown

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def page(write, record, failure, bare):
    return write("html", record, failure, bare).decode()


class Reader(HTMLParser):
    """Gathers the text beside the marks, and every tag."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.depth = "", [], 0

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "div" and dict(attrs).get("class") == "text":
            self.depth = 1

    def handle_endtag(self, tag):
        if tag == "div":
            self.depth = 0

    def handle_data(self, data):
        if self.depth:
            self.text += data


def test_the_page_shows_the_whole_text_and_escapes_everything(page, record):
    reader = Reader()
    reader.feed(page)
    assert reader.text == record.text + "Nothing."
    assert [tag for tag, _ in reader.tags if tag == "script"] == ["script"]
    assert not [tag for tag, _ in reader.tags if tag in ("b", "i", "img", "link", "iframe")]
    assert "&lt;script&gt;alert" in page


def test_the_page_loads_nothing_and_runs_only_its_own_script(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.search(r"(?:src|href)=|url\(|@import", page)


def test_every_fact_and_failure_stands_on_the_page(page, record):
    for entry in shown(record):
        assert f'data-fact="1-{entry.id}"' in page
    assert "empty: &lt;i&gt;no&lt;/i&gt; text" in page
    assert 'data-linked="1-quotes-1"' in page


def test_parts_cover_the_text_once_and_the_shortest_fact_comes_first(record):
    cut = list(parts(record.text, shown(record)))
    assert "".join(part.text for part in cut) == record.text
    march = next(part for part in cut if part.text == "March 9")
    assert march.kinds == ("dates", "actions")


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_runs_the_page_without_a_complaint(page, tmp_path):
    """A click on a person marks all mentions and the quotation; a kind that is off is not marked; nothing is loaded."""
    probe = """
      const result = [];
      const note = (...values) => result.push(...values);
      const all = (selector) => document.querySelectorAll(selector);
      const person = document.querySelector('li[data-fact="1-P1"]');
      const go = document.getElementById("go");
      const find = document.getElementById("find");
      person.querySelector("button").click();
      note(all("mark.chosen").length, all("mark.linked").length > 0, at);
      person.querySelector("button").click();
      note(at);
      const march = [...all("mark")].find((mark) => mark.textContent === "March 9");
      note(march.dataset.outer);
      march.click();
      note(document.querySelector("li.chosen").dataset.fact);
      march.click();
      note(document.querySelector("li.chosen").dataset.fact);
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      note(all(".chosen").length);
      document.querySelector("input[value=people]").click();
      note(all("mark[data-kind=people]").length, document.querySelector("aside section.people").hidden);
      find.value = "nothing.";
      find.dispatchEvent(new Event("input"));
      note(document.getElementById("count").textContent);
      go.selectedIndex = 1;
      go.dispatchEvent(new Event("change"));
      note(go.options.length, all("article")[1].hidden);
      note(performance.getEntriesByType("resource").length);
      document.title = JSON.stringify(result);
    """
    policy = re.compile(r"<meta http-equiv[^>]+>")
    file = tmp_path / "page.html"
    file.write_text(
        policy.sub("", page).replace("</body>", f"<script>{{{{{probe}}}}}</script></body>"), encoding="utf-8"
    )
    seen = json.loads(re.search(r"<title>(.*?)</title>", _browse(file)[0])[1])
    assert seen == [2, True, 0, 1, "actions", "1-dates-1", "1-actions-1", 0, 0, True, "1 of 3", 3, False, 0]
    file.write_text(page, encoding="utf-8")
    shown, said = _browse(file)
    assert "3 of 3" in shown
    assert "Content Security Policy" not in said
    assert "Uncaught" not in said


def _browse(file):
    flags = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run", "--enable-logging=stderr", "--dump-dom",
    ]  # fmt: skip
    home = f"--user-data-dir={file.parent / 'browser'}"
    done = subprocess.run([str(CHROMIUM), *flags, home, file.as_uri()], capture_output=True, timeout=120, check=True)
    return done.stdout.decode(), done.stderr.decode()
