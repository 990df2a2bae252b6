import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from extractor.console import Repeated
from extractor.run import run
from extractor.settings import Settings
from extractor.writers import ninjs

TEXT = "The Kazakh Senate adopted 45 amendments on 9 March 2023, said Chairperson Aigul Sarsenova.\n"
BIN = Path(sys.executable).parent


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(TEXT)
    return file


@pytest.fixture
def batch(tmp_path):
    file = tmp_path / "batch.jsonl"
    file.write_text("".join(json.dumps({"id": f"n{i}", "text": TEXT}) + "\n" for i in range(150)))
    return file


def test_the_package_runs_as_the_command(command, article):
    line = [sys.executable, "-m", "extractor", article, "-f", "jsonl"]
    done = subprocess.run(line, capture_output=True, check=True, timeout=120)
    assert done.stdout == command(article, "-f", "jsonl").stdout


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option):
    code = (
        "import sys; from extractor.cli import main\n"
        f"sys.argv = ['extract', {option!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "print({'spacy', 'numpy', 'dateparser', 'jinja2', 'pandas', 'lxml'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n")


def test_help_has_examples_and_fits_80_columns(command):
    shown = command("--help", env=os.environ | {"COLUMNS": "80"}).stdout.decode()
    assert "cat release.txt | extract -" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_one_article_gives_one_object_and_several_an_array(command, article):
    one = command(article)
    assert one.returncode == 0
    assert not one.stderr
    assert json.loads(one.stdout)["id"] == "article"
    twice = command(article, article)
    assert [record["id"] for record in json.loads(twice.stdout)] == ["article", "article-2"]
    assert b"the id 'article' is taken by an earlier article; this one is called 'article-2'" in twice.stderr


def test_standard_input(command):
    record = json.loads(command("-", stdin=TEXT.encode()).stdout)
    assert (record["id"], record["source"]) == ("stdin", "-")
    lines = command("-", "-f", "jsonl", stdin=(json.dumps({"id": "x", "text": TEXT}) + "\n").encode()).stdout
    assert json.loads(lines)["id"] == "x"


def test_without_an_input_a_pipe_is_read(command):
    assert json.loads(command(stdin=TEXT.encode()).stdout)["id"] == "stdin"


def test_without_an_input_a_terminal_gets_three_examples():
    shown = on_terminal()
    assert len(re.findall(r"^  (?:extract|curl) ", shown, re.MULTILINE)) == 3
    assert "extract --help" in shown


def test_the_short_option_gives_the_help(command):
    assert command("-h").stdout == command("--help").stdout


def test_places_and_rules_are_shown_in_a_pipe_too(command):
    shown = command("-", "--explain", stdin=TEXT.encode()).stdout.decode()
    assert re.search(r"\bat +rule\b", shown)
    assert "amendments" in shown


def test_the_end_of_a_run_is_one_line(command, article, tmp_path):
    (tmp_path / "batch.jsonl").write_text(json.dumps({"id": "b"}) + "\n" + json.dumps({"text": TEXT}) + "\n")
    line = [article, tmp_path / "batch.jsonl", "--only", "amendments", "-o", "out.jsonl"]
    said = command(*line, cwd=tmp_path).stderr.decode().splitlines()
    assert said[1:] == ["extract: 2 articles → out.jsonl · 2 facts · 1 failed · 2 without a date"]
    assert not command(article, "--quiet", "-o", "out.jsonl", cwd=tmp_path).stderr
    for number in (1, 0):
        said = command(article, "--only", "amendments", "-o", "out.db", cwd=tmp_path).stderr.decode()
        assert said.endswith("→ out.db · 1 fact · 1 without a date\n" if number else "→ out.db · 1 there already\n")
    for told in (" → no.jsonl · 1 failed\n", " · 1 failed\n"):
        said = command("nosuch.txt", "-o", "no.jsonl" if "→" in told else "out.jsonl", cwd=tmp_path).stderr.decode()
        assert said.endswith(f"extract: 0 articles{told}")


@pytest.mark.usefixtures("article")
def test_the_last_line_names_what_a_folder_holds_that_was_not_read(command, tmp_path):
    for name in ("notes.md", "b.MD", "picture", ".hidden.md", "~$letter.docx"):
        (tmp_path / name).write_text("x")
    told = "extract: 1 article{} · 1 fact · 1 without a date · 3 files passed over (.md, no suffix)\n"
    for output, arrow in (((), ""), (("-o", "out.jsonl"), " → out.jsonl")):
        done = command(tmp_path, "--only", "amendments,votes", *output, cwd=tmp_path)
        assert done.stderr.decode() == told.format(arrow)


def test_windows_line_ends_count(command, tmp_path):
    file = tmp_path / "w.txt"
    file.write_bytes(b"First line.\r\nThe law was adopted on 9 March 2023.\r\n")
    text = file.read_bytes().decode()
    record = json.loads(command(file, "--include-text").stdout)
    assert record["text"] == text
    for date in record["dates"]:
        assert text[date["start"] : date["end"]] == date["text"]


def test_a_bad_input_keeps_its_place_and_the_rest_is_written(command, article, tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "image.txt").write_bytes(bytes(range(256)) * 50)
    done = command(article, tmp_path / "empty.txt", tmp_path / "image.txt", tmp_path / "no.txt", article, "-f", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["error" in line for line in lines] == [False, True, True, True, False]
    assert lines[1] == {
        "id": "empty", "source": str(tmp_path / "empty.txt"),
        "error": {"stage": "read", "reason": "empty: there is no text in it"},
    }  # fmt: skip
    said = done.stderr.decode().splitlines()
    assert len(said) == 5
    assert all(line.startswith("extract: ") for line in said)
    assert any(str(tmp_path / "image.txt") in line for line in said)
    assert any("is taken" in line for line in said)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-", "--only", "person"], "did you mean people?"),
        (["-", "-f", "jsn"], "did you mean json?"),
        (["https://example.org/a"], "curl -sL 'https://example.org/a' | extract -"),
        (["help"], "extract --help"),
        (["-", "-o", "out"], "-f"),
        (["-", "-o", "out.xlsx"], "-f"),
        (["-", "--review", "-o", "x.csv"], "--review does not write csv"),
        (["-", "--explain", "-f", "json"], "-f table"),
        (["-", "--explain", "-o", "x.jsonl"], "-f table"),
        (["-", "--review", "--summary"], "together"),
        (["no.txt"], "no such file"),
        (["-", "--only", "dates,people,colours"], "colours"),
        (["-", "--only", ","], "names no kind"),
        (["-", "--why", " "], "--why names no words"),
        (["-", "--published", "tomorrow"], "2023-03-10"),
        (["-", "--published", "2023-02-30"], "2023-03-10"),
        (["-", "-f", "word"], "jsonl"),
        (["-", "--input-format", "word"], "jsonl"),
        (["-", "--day-first", "--month-first"], "together"),
        (["-", "--jobs", "0"], "jobs"),
        (["-", "--engine", "ray"], "inline, processes, dask"),
        (["-", "--engine", "dask"], "--scheduler"),
        (["-", "--engine", "processes", "--scheduler", "tcp://127.0.0.1:9"], "--engine dask"),
        (["-", "--engine", "inline", "--jobs", "2"], "one job"),
        (["-", "--nonsense"], "--nonsense"),
        (["-", "-o", "/no/such/folder/x.json"], "/no/such/folder/x.json: cannot be written: there is no such folder"),
        (["-", "--authority", "no.csv"], "no.csv: cannot be read: No such file or directory"),
        (["-", "--merges", "no.tsv", "-o", "a.db"], "no.tsv: no such file"),
        (["-", "--merges", "own.tsv", "-o", "a.jsonl"], "--merges is for"),
        (["-", "--datasette", "-o", "a.jsonl"], "-o ARCHIVE.db"),
        (["-", "--model", "no_such_model"], "no_such_model"),
        (["-", "--model", "typer"], "no spaCy pipeline"),
        (["-", "--patterns", "no_such_folder"], "no_such_folder: no such folder"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(arguments, words, command, tmp_path):
    done = command(*arguments, stdin=TEXT.encode(), cwd=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("extract: ")
    assert words in line


def test_an_input_is_never_overwritten(command, article):
    done = command(article, "-o", article)
    assert done.returncode == 2
    assert b"is an input" in done.stderr
    assert article.read_text() == TEXT


@pytest.mark.parametrize("inputs", ["", "*.txt"])
def test_an_input_that_a_folder_or_pattern_holds_is_never_overwritten(inputs, command, article):
    done = command(article.parent / inputs, "-o", article)
    assert done.returncode == 2
    assert b"is an input" in done.stderr
    assert article.read_text() == TEXT


@pytest.mark.parametrize("wrong", ["--model", "--patterns"])
def test_a_run_that_cannot_start_leaves_its_output_alone(wrong, command, article):
    output = article.with_name("out.jsonl")
    output.write_text("earlier")
    assert command(article, "-o", output, wrong, "no_such").returncode == 2
    assert output.read_text() == "earlier"


def test_what_a_run_wrote_into_its_folder_is_written_anew(command, article):
    output = article.with_name("out.jsonl")
    for _ in range(2):
        assert command(article.parent, "-o", output).returncode == 0
        assert [json.loads(line)["id"] for line in output.read_bytes().splitlines()] == ["article"]


def test_what_other_runs_wrote_into_a_folder_is_not_read(command, article):
    for output in ("page.html", "site/", "records.jsonl"):
        assert command(article.parent, "-o", f"{article.parent}/{output}").returncode == 0
    (done,) = command(article.parent, "-f", "jsonl").stdout.splitlines()
    assert json.loads(done)["id"] == "article"


def test_the_line_of_a_failure_names_the_article_unless_its_source_does(command, tmp_path):
    batch, empty = tmp_path / "batch.jsonl", tmp_path / "empty.txt"
    batch.write_text('{"id": "b"}\n')
    empty.touch()
    assert command(batch, empty).stderr.decode().splitlines() == [
        f"extract: {batch}: b: line 1 has no 'text'; rename the key that holds the article (its keys: id)",
        f"extract: {empty}: empty: there is no text in it",
        "extract: 0 articles · 2 failed",
    ]


def test_a_record_given_in_place_of_its_article_is_told_as_such(command, article):
    (record,) = command(article, "-f", "jsonl").stdout.splitlines()
    said = command("-", stdin=record + b"\n").stderr.decode()
    assert "has no 'text'; it is a record: name its file of JSON lines, or read the articles with --" in said


def test_the_publication_date_is_given_whatever_else_is_wanted(command):
    release = b"WASHINGTON, June 16, 2022 - The Senate today passed the bill by 68-31.\n"
    whole, votes = (json.loads(command("-", *only, stdin=release).stdout) for only in ((), ("--only", "votes")))
    assert votes["published"] == whole["published"] == {"value": "2022-06-16", "from": "text"}
    assert (votes["kinds"], votes["votes"]) == (["votes"], whole["votes"])
    assert set(whole) - set(votes) == set(whole["kinds"]) - {"votes"}


@pytest.mark.parametrize(
    ("release", "told"),
    [
        (b"LIMA, June 16, 2022 - The Senate met on Monday.\n", ("2022-06-16", "text", "2022-06-13")),
        (b"The Senate met on Monday.\n", ("2020-01-01", "option", "2019-12-30")),
    ],
)
def test_the_day_that_a_text_prints_goes_before_the_one_on_the_command_line(release, told, command):
    record = json.loads(command("-", "--published", "2020-01-01", stdin=release).stdout)
    assert (record["published"]["value"], record["published"]["from"], record["dates"][-1]["value"]) == told


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
def test_streams_that_the_caller_closed_are_no_fault(article):
    line = f"{BIN / 'extract'} {article} >&- 2>&-"
    assert subprocess.run(["/bin/bash", "-c", line], check=False).returncode == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("output", ["shut/out.jsonl", "shut/out.db", "shut/site/", "a.db"])
def test_what_may_not_be_written_is_one_line(output, command, article):
    archive = article.with_name("a.db")
    assert command(article, "-o", archive).returncode == 0
    archive.chmod(0o444)
    shut = article.parent / "shut"
    shut.mkdir(mode=0)
    done = command(article, "-o", f"{article.parent}/{output}")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.startswith(b"extract: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("to_stdout", [["-f", "jsonl"], ["--help"], []])
def test_a_full_disk_is_one_line(command, batch, to_stdout):
    with Path("/dev/full").open("wb") as full:
        if to_stdout:
            done = command(batch, *to_stdout, capture_output=False, stdout=full, stderr=subprocess.PIPE)
        else:
            done = command(batch, "-o", "/dev/full")
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "No space left" in line


def test_a_reader_that_goes_away_is_no_error(batch):
    line = f"set -o pipefail; {BIN / 'extract'} {batch} -f jsonl | head -1"
    done = subprocess.run(["/bin/bash", "-c", line], capture_output=True, check=False)
    assert done.returncode == 0
    assert not done.stderr
    assert json.loads(done.stdout)["id"] == "n0"


@pytest.mark.parametrize(
    ("name", "how"),
    [("out.jsonl", "they are in {}, and the same command with --resume goes on after them"),
     ("out.db", "they are in {}, and the same command goes on after them")],
)  # fmt: skip
def test_an_interrupt_leaves_whole_articles_and_status_130(name, how, tmp_path):
    source, output = tmp_path / "pipe", tmp_path / name
    os.mkfifo(source)
    with subprocess.Popen(
        [BIN / "extract", source, "--input-format", "jsonl", "-o", output], stderr=subprocess.PIPE
    ) as process:
        with source.open("wb") as stream:
            for _ in range(1500):
                stream.write(json.dumps({"text": TEXT}).encode() + b"\n")
            stream.flush()
            while not output.exists() or output.stat().st_size < (1 if name.endswith("jsonl") else 800_000):
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 130
        said = process.stderr.read().decode()
    (number,) = re.findall(rf"extract: stopped after (\d+) articles?; {re.escape(how.format(output))}\n", said)
    assert "Traceback" not in said
    if name.endswith("jsonl"):
        assert len([json.loads(line) for line in output.read_bytes().splitlines()]) == int(number)
    else:
        assert {path.name for path in tmp_path.iterdir()} == {"pipe", name}
        with sqlite3.connect(output) as archive:
            assert archive.execute("SELECT count(*) FROM articles").fetchall() == [(int(number),)]


def on_terminal(*arguments, errors=None, **variables):
    """What the command shows on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment |= {"COLUMNS": "80", "TERM": "xterm-256color"} | variables
    with subprocess.Popen(
        [BIN / "extract", *arguments], stdout=theirs, stderr=errors and theirs, stdin=theirs, env=environment
    ):
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:
            pass
        os.close(ours)
    return shown.decode()


def test_on_a_terminal_there_is_a_table_with_colours_unless_unwanted(article):
    shown = on_terminal(article)
    assert "\x1b[" in shown
    assert "article" in shown
    assert not shown.startswith("{")
    assert "\x1b[3" not in on_terminal(article, NO_COLOR="1")


def test_a_terminal_that_knows_no_codes_gets_none(article):
    shown = on_terminal(article, TERM="dumb", errors=True)
    assert "article" in shown
    assert "\x1b" not in shown
    assert "loading" not in shown


def test_on_a_terminal_many_articles_are_a_row_each_and_in_full_a_table_each(tmp_path):
    said = " ".join(f"word{number}" for number in range(80))
    (tmp_path / "a.txt").write_text(
        f"The Senate met on 9 March 2023. “The harbour {said} is safe,” said Senator Mary Hill."
    )
    with ZipFile(tmp_path / "b.zip", "w") as packed:  # how many articles it holds is not known before
        packed.writestr("b.txt", "The Senate met on 10 March 2023.")
    several = on_terminal(str(tmp_path))
    assert "2 articles" in several
    assert "most quoted" in several
    one = on_terminal(str(tmp_path / "a.txt"))
    assert "in the text" in one
    assert "word79" not in one
    full = on_terminal(str(tmp_path), "--full")
    assert full.count("in the text") == 2
    assert "word79" in full


def test_the_suffix_of_the_output_tells_its_form(command, batch, tmp_path):
    assert command(batch, "-o", tmp_path / "out.jsonl").returncode == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 150


def test_the_schema_describes_what_is_written(command, article):
    schema = json.loads(command("--schema").stdout)
    record = json.loads(command(article).stdout)
    assert set(record) <= set(schema["$defs"]["Record"]["properties"])


def test_another_language_is_refused_unless_wanted(command):
    french = "Le Sénat a adopté lundi la loi sur la protection des témoins, a indiqué le service de presse. " * 3
    refused = command("-", stdin=french.encode())
    assert refused.returncode == 2
    assert json.loads(refused.stdout)["error"]["stage"] == "language"
    assert command("-", "--any-language", stdin=french.encode()).returncode == 0


def test_an_article_that_trips_a_form_costs_only_itself(tmp_path, monkeypatch, capfd):
    def trips(record):
        if record.id == "b":
            raise KeyError("no such name")
        return [{"id": record.id}]

    monkeypatch.setattr(ninjs, "news_object", trips)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT)
    output = tmp_path / "out"
    assert run(Settings(inputs=(str(tmp_path),), format="ninjs", output=output, quiet=True)) == 1
    assert [json.loads(line)["id"] for line in output.read_bytes().splitlines()] == ["a", "c"]
    (line,) = capfd.readouterr().err.splitlines()
    assert line.endswith("b.txt: cannot be written in this form: KeyError: 'no such name'")


def test_inputs_without_an_article_are_said_so(command):
    done = command("-", "--input-format", "jsonl", stdin=b"\n\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"extract: no article in these inputs\n"


@pytest.mark.parametrize("output", ["old.jsonl", "old.json", "old.csv", "old.html", "folder"])
def test_an_output_stays_where_no_article_could_be_read(command, tmp_path, output):
    old = tmp_path / output
    if output == "folder":
        old.mkdir()
        old /= "articles.csv"
    old.write_text("an earlier result")
    done = command("nosuch.txt", "-o", tmp_path / output, *(("-f", "csv") if output == "folder" else ()), cwd=tmp_path)
    assert (done.returncode, old.read_text()) == (2, "an earlier result")
    assert len(list(old.parent.iterdir())) == 1


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "html"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_stopped_leaves_the_earlier_output_or_whole_lines(tmp_path, form, number):
    source, output = tmp_path / "pipe", tmp_path / f"out.{form}"
    os.mkfifo(source)
    output.write_text("an earlier result")
    line = [BIN / "extract", source, "--input-format", "jsonl", "--only", "dates", "-o", output]
    with subprocess.Popen(line, stderr=subprocess.PIPE) as process:
        with source.open("wb") as stream:
            for at in range(1500):
                stream.write(json.dumps({"id": str(at), "text": TEXT}).encode() + b"\n")
            stream.flush()
            while not (parts := list(tmp_path.glob(".out*"))):
                time.sleep(0.05)
            process.send_signal(number)
            assert process.wait(60) == 128 + number
        assert b"Traceback" not in process.stderr.read()
    assert parts
    if output.read_text() != "an earlier result":
        assert form == "jsonl"
        assert all(json.loads(line) for line in output.read_bytes().splitlines())
    assert not list(tmp_path.glob(".*part"))


def test_two_runs_do_not_write_one_output(command, article, tmp_path):
    source, output = tmp_path / "pipe", tmp_path / "out.json"
    os.mkfifo(source)
    with subprocess.Popen([BIN / "extract", source, "--input-format", "jsonl", "-o", output]) as first:
        with source.open("wb") as stream:
            for at in range(1500):
                stream.write(json.dumps({"id": str(at), "text": TEXT}).encode() + b"\n")
            stream.flush()
            while not list(tmp_path.glob(".out.json.part")):
                time.sleep(0.05)
            second = command(article, "-o", output)
            assert second.returncode == 2
            assert b"another run writes it" in second.stderr
        assert first.wait(100) == 0
    assert len(json.loads(output.read_bytes())) == 1500


@pytest.mark.parametrize("form", ["table", "json", "csv", "review", "jsonld"])
def test_nothing_of_an_article_steers_the_terminal(tmp_path, form):
    evil = "\x1b]52;c;aGk=\x07\x9b2J\u202eTitle\x7f"
    file = tmp_path / f"{evil.replace('/', '')}.jsonl"
    entry = {
        "id": evil,
        "title": evil,
        "text": f"{evil} The Senate{evil} adopted 45 amendments, “{evil}” said Ann{evil} Bell. "
        f"The Senate{evil} met in May.",
    }
    file.write_text(json.dumps(entry) + "\n" + json.dumps({"id": evil}) + "\n")
    shown = on_terminal(file, "-f", form, NO_COLOR="1")
    assert ("May" if form == "review" else "Senate") in shown
    assert not set(shown) & {"\x9b", "\x07", "\x7f", "\u202e"}
    assert not re.search("\x1b(?!\\[[0-9;]*m)", shown)


def test_ids_are_unique_and_the_same_in_every_run_over_the_same_sources(command, tmp_path):
    for name in ("a/release.txt", "b/release.txt", "b/other.txt", "b/note.txt", "b/note.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT if name.endswith("txt") else json.dumps({"text": TEXT}))
    for inputs in ([tmp_path], ["a", "b"], [tmp_path / "a", tmp_path / "b"]):
        lines = command(*inputs, "-f", "jsonl", "--only", "votes", cwd=tmp_path).stdout.splitlines()
        ids = [json.loads(line)["id"] for line in lines]
        assert ids == ["a/release", "b/note.jsonl-1", "b/note.txt", "other", "b/release"]


def test_many_faults_of_one_kind_are_a_few_lines(command, tmp_path):
    (tmp_path / "batch.jsonl").write_text("[]\n" * 500 + json.dumps({"text": TEXT}) + "\n" + "5\n" * 500)
    done = command(tmp_path / "batch.jsonl", "-f", "jsonl", "--only", "votes")
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1001)
    said = done.stderr.decode().splitlines()
    assert len(said) == 22
    first = said[0].replace("extract: ", "").replace("line 1 ", "line 21 ").replace("batch-1:", "batch-21:")
    assert said[-2] == f"extract: and 980 more, the first of them {first}"
    assert said[-1] == "extract: 1 article · 1,000 failed · 1 without a date"


def test_faults_of_very_many_kinds_are_a_few_lines_too(capsys):
    kinds = [f"{letter}{other} is wrong" for letter in "abcdefghijklmnop" for other in "abcdefghijklmnop"]
    faults = Repeated()
    for kind in kinds:
        faults.say(kind, kind)
    faults.end()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 200 + 20 + 1
    assert said[-1] == f"extract: and 36 more, the first of them {kinds[220]}"
