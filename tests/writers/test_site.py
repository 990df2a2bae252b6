import hashlib
import json
import re
import shutil
import subprocess
from array import array

import pytest
from msgspec.structs import replace

from extractor.errors import UsageError
from extractor.fact import Mention
from extractor.writers.site.gather import parts
from extractor.writers.words import shown

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def site(write, record, failure, bare, tmp_path):
    """A site of two versions of a record, a failure and an empty record."""
    folder = tmp_path / "site"
    folder.mkdir()
    write("site", record, failure, replace(record, id="n4", title="Another"), bare, folder=folder)
    return folder


def links(folder):
    for page in folder.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8")):
            yield page, target


def test_every_link_leads_to_a_page_and_every_permalink_to_a_fact(site):
    seen = 0
    for page, target in links(site):
        name, _, place = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.is_file(), (page, target)
        if place:
            assert f'id="{place}"' in file.read_text(encoding="utf-8"), (page, target)
            seen += 1
    assert seen > 20


def test_an_article_has_its_whole_text_and_all_its_facts(site, record):
    page = (site / "articles" / "1.html").read_text(encoding="utf-8")
    for entry in shown(record):
        assert f'id="a1-{entry.id}"' in page
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert 'id="a1-quotes-1"' in page
    assert '<input type="checkbox" name="kind" value="topics">' in page
    assert '<input type="checkbox" name="kind" value="people" checked>' in page


def test_a_person_has_roles_quotations_and_articles(site):
    page = (site / "people" / "1.html").read_text(encoding="utf-8")
    assert page.count("<blockquote>") == 2
    assert "Senate Chairperson" in page
    assert "../articles/2.html#a2-quotes-1" in page
    law = (site / "instruments" / "1.html").read_text(encoding="utf-8")
    assert "Timeline" in law
    assert "45 introduced" in law


def test_the_list_has_the_role_of_most_articles_and_a_timeline_its_day_once(write, record, tmp_path):
    person, action = record.people[0], record.actions[0]
    record = replace(record, actions=(replace(action, actor_id=person.id, date="2021-02-03"),))
    later = replace(
        record, people=(replace(person, role="Zoologist"),), published=replace(record.published, value="2024-05-01")
    )
    write("site", record, record, later, folder=tmp_path)
    listed = (tmp_path / "people.html").read_text(encoding="utf-8")
    assert f">{person.role}<" in listed
    assert "Zoologist" not in listed
    told = (tmp_path / "people" / "1.html").read_text(encoding="utf-8")
    assert re.findall(r"2021-02-03", told[told.index("timeline") : told.index("</ol>")]) == ["2021-02-03"] * 3


def test_a_timeline_has_days_in_words_and_what_has_none_last(write, record, tmp_path):
    person, action = record.people[0], record.actions[0]
    days = ("XXXX-10", "2021-02-03", None, "XXXX-WXX")
    undated = replace(
        record, published=None, actions=tuple(replace(action, actor_id=person.id, date=day) for day in days)
    )
    write("site", undated, replace(record, actions=()), folder=tmp_path)
    page = (tmp_path / "people" / "1.html").read_text(encoding="utf-8")
    told = ["2021-02-03", "no day", "October (year open)", "a week left open"]
    assert re.findall("<time>(.*?)</time>", page) == told
    assert "2 articles, 1 of them dated, 2023-03-10 ·" in page
    assert re.findall(r'<td class="day">(.*?)</td><td><a', page) == ["2023-03-10", ""]


def test_a_long_heading_is_cut_between_words_and_a_column_without_numbers_left_out(write, record, tmp_path):
    long = "The harbour board met " * 20
    for quotes, shown_ in ((record.quotes, True), ((), False)):
        write("site", replace(record, title=long, quotes=quotes), folder=tmp_path)
        for name in ("index.html", "people.html"):
            page = (tmp_path / name).read_text(encoding="utf-8")
            assert (">Quoted<" in page.partition("Bodies</a></h2>")[0]) == shown_
        assert ">Quoted<" not in (tmp_path / "instruments.html").read_text(encoding="utf-8")
    titles = (tmp_path / "index" / "titles.js").read_text(encoding="utf-8")
    assert json.loads(titles[len("titles(") : -2]) == [[(long[: 7 * 22] + "The…"), "2023-03-10"]]
    assert json.loads((tmp_path / "index" / "me.js").read_text()[len('part("me",') : -2])["met"] == "1"


def test_failures_and_counts_stand_on_the_first_page(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "3 articles" in page
    assert "empty: &lt;i&gt;no&lt;/i&gt; text" in page


def test_what_most_articles_name_comes_first_and_two_laws_of_one_name_have_their_years(write, record, tmp_path):
    def article(number, year, bodies, laws):
        def own(kind, names, **values):
            (first,) = getattr(record, kind)[:1]
            places = [(name, (Mention(text=name, start=0, end=9),)) for name in names]
            return tuple(replace(first, id=name, name=name, mentions=place, **values) for name, place in places)

        entities = {
            "institutions": own("institutions", bodies),
            "instruments": own("instruments", laws, type="bill", country="US"),
        }
        return replace(record, id=f"n{number}", published=replace(record.published, value=f"{year}-03-10"), **entities)

    tmp_path.joinpath("site").mkdir()
    write(
        "site",
        article(1, 2003, ["Harbour Board", "Zonal Court"], ["Fisheries bill"]),
        article(2, 2007, ["Zonal Court"], ["Fisheries bill"]),
        folder=tmp_path / "site",
    )
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 0 < page.index("Zonal Court") < page.index("Harbour Board")
    assert re.findall("named in ([0-9–]+)", page) == ["2003", "2007"]


def test_the_index_is_split_and_codes_distances():
    words = {"senate": array("I", [1, 3, 40]), "sea": array("I", [2]), "ōsaka": array("I", [7]), "a": array("I", [1])}
    found = dict(parts(words, 60))
    assert set(found) == {"se", "_s"}
    assert json.loads(found["se"][len('part("se",') : -2]) == {"sea": "2", "senate": "1 2 11"}


def test_long_lists_are_split(write, record, tmp_path):
    names = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(600)]
    people = tuple(
        replace(record.people[0], id=f"P{number}", name=f"{name[:9].title()} {name[9:19].title()}")
        for number, name in enumerate(names)
    )
    write("site", replace(record, people=people, quotes=(), actions=()), folder=tmp_path)
    assert (tmp_path / "people-2.html").read_text(encoding="utf-8").count("<tr>") == 101


def test_a_site_needs_a_folder(write, record):
    with pytest.raises(UsageError, match="folder"):
        write("site", record)


def test_an_output_that_ends_with_a_slash_is_a_site(command, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("The Senate adopted 45 amendments on 9 March 2023.")
    for _ in range(2):
        assert command(file, "-o", f"{tmp_path}/pages/").returncode == 0
    assert (tmp_path / "pages" / "index.html").is_file()


def browse(file, query=""):
    profile = file.parents[1] / "profile"
    options = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
        "--virtual-time-budget=4000", "--window-size=500,900", f"--user-data-dir={profile}", "--dump-dom",
    ]  # fmt: skip
    line = [CHROMIUM, *options, file.as_uri() + query]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=True)
    shutil.rmtree(profile, ignore_errors=True)
    return done.stdout, done.stderr


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_searches_from_the_disk(site):
    shown_page, said = browse(site / "search.html", "?q=Torture")
    assert "3 articles" not in shown_page
    assert "2 articles with torture" in shown_page
    assert 'href="articles/2.html"' in shown_page
    assert "Content Security Policy" not in said


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_follows_a_permalink_and_copies_a_quotation(site):
    """On a narrow window the fact comes up in a sheet from below; the copy has speaker, role, day and source."""
    page = site / "articles" / "1.html"
    policy = re.compile(r"<meta http-equiv[^>]+>")
    probe = """addEventListener("load", () => setTimeout(() => {
      const item = document.getElementById("a1-quotes-1");
      item.querySelector(".copy").click();
      document.title = JSON.stringify([item.className, document.querySelectorAll("mark.chosen").length > 0,
        document.querySelector("aside").className, item.querySelector(".copy").dataset.copied,
        document.querySelectorAll("mark[data-kind=topics]").length]);
    }, 100));"""
    probed = page.with_name("probed.html")
    source = policy.sub("", page.read_text(encoding="utf-8"))
    probed.write_text(source.replace("</body>", f"<script>{probe}</script></body>"), encoding="utf-8")
    seen = json.loads(re.search(r"<title>(.*?)</title>", browse(probed, "#a1-quotes-1")[0])[1].replace("&amp;", "&"))
    assert seen[:3] == ["chosen", True, "sheet"]
    assert seen[3].startswith("“We will stop torture,” — Aigul Sarsenova, Senate Chairperson, 2023-03-10, desk/n1.txt")
    assert seen[4] == 0
