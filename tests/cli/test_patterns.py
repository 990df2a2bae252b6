import json
import re

import pytest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "examples").mkdir()
    return tmp_path


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_sound_folder_passes(command, folder):
    write(folder, "examples/dates.txt", "# ours\nThe law was adopted on [9 March 2023]{value=2023-03-09}.\nIt may.\n")
    done = command("--check-patterns", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == f"{folder}: 0 tables, 0 rows, 2 example sentences: nothing wrong\n"


def begun(command, folder):
    """A folder to start from, with all its rows alive."""
    assert command("--new-patterns", folder).returncode == 0
    for path in (path for path in folder.rglob("*") if path.suffix in {".tsv", ".txt"}):
        path.write_text(re.sub(r"^#(?! )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    return folder


def test_a_folder_to_start_from_is_sound_and_each_of_its_rows_does_something(command, tmp_path):
    folder = begun(command, tmp_path / "mine")
    assert b"10 tables, 10 rows, 3 example sentences: nothing wrong" in command("--check-patterns", folder).stdout
    text = (
        "NAPIER, 3 March 2024 - Friends of Brackwater said dredging of the quay was over and 45 moorings were ready. "
        "Harbourmaster Tamsin Orrey thanked Pavel Holm, the wharfinger, for the Four Rivers Promise. "
        "A letter of Wren of Brackwater was read. "
        "The Assembly met: green lights 34, red lights 20."
    )
    with_it = json.loads(command("-", "--patterns", folder, "--all", stdin=text.encode()).stdout)
    without = json.loads(command("-", "--all", stdin=text.encode()).stdout)

    def told(record):
        return {
            "own topic": [topic["id"] for topic in record["topics"] if topic["id"] == "own:harbours"],
            "bodies": [(body["name"], body["type"]) for body in record["institutions"]],
            "people": [person["name"] for person in record["people"]],
            "roles": [(person["name"], person["role"]) for person in record["people"]],
            "laws": [law["name"] for law in record["instruments"]],
            "counts": [(count["value"], count["unit"]) for count in record["counts"]],
            "votes": [(vote["for"], vote["against"]) for vote in record["votes"]],
        }

    new, old = told(with_it), told(without)
    assert new["own topic"] == ["own:harbours"]
    assert ("Friends of Brackwater", "ngo") in new["bodies"]
    assert {("Tamsin Orrey", "Harbourmaster"), ("Pavel Holm", "wharfinger")} <= set(new["roles"])
    assert "Wren of Brackwater" in new["people"]
    assert new["laws"] == ["Four Rivers Promise"]
    assert (45, "other") in new["counts"]
    assert new["votes"] == [(34, 20)]
    assert [kind for kind in new if new[kind] == old[kind]] == []


def test_corrections_become_rows_with_which_what_was_missed_is_found(command, tmp_path):
    text = "They told Keepers of the Quay that a letter of Wren of Brackwater was read with the Four Rivers Promise."
    record = json.loads(command("-", "--include-text", stdin=text.encode()).stdout)
    assert (record["institutions"], record["instruments"]) == ([], [])

    def entity(name, **more):
        span = {"text": name, "start": text.index(name), "end": text.index(name) + len(name)}
        return {"id": name, "name": name, "mentions": [span], "rule": "annotated", **more}

    record["institutions"] = [entity("Keepers of the Quay", type="ngo", country="NZ")]
    record["people"] = [entity("Wren of Brackwater", role=None, affiliation=None)]
    record["instruments"] = [entity("Four Rivers Promise", type="treaty", number=None, country=None)]
    (tmp_path / "gold.jsonl").write_text(json.dumps(record), encoding="utf-8")
    done = command("--evaluate", tmp_path / "gold.jsonl", "--new-patterns", tmp_path / "mine")
    assert f"with 3 rows from {tmp_path / 'gold.jsonl'}" in done.stdout.decode()
    assert command("--check-patterns", tmp_path / "mine").returncode == 0
    again = json.loads(command("-", "--all", "--patterns", tmp_path / "mine", stdin=text.encode()).stdout)
    assert [(body["name"], body["type"], body["country"]) for body in again["institutions"]] == [
        ("Keepers of the Quay", "ngo", "NZ")
    ]
    assert [person["name"] for person in again["people"]] == ["Wren of Brackwater"]
    assert [(law["name"], law["type"]) for law in again["instruments"]] == [("Four Rivers Promise", "treaty")]


def test_a_folder_to_start_from_overwrites_nothing(command, tmp_path):
    (tmp_path / "mine").mkdir()
    done = command("--new-patterns", tmp_path / "mine")
    assert (done.returncode, b"exists already" in done.stderr) == (2, True)


def test_a_value_that_no_record_may_have_is_refused_with_the_choice(command, folder):
    write(folder, "counts/units.tsv", "noun\tunit\tneeds\nmoorings\tmooring\t\n")
    done = command("-", "--patterns", folder, stdin=b"The Senate has 45 moorings.")
    assert done.returncode == 2
    assert b"units.tsv:2: unit 'mooring' is none of act, amendment, article" in done.stderr


def test_every_fault_is_a_line_with_its_place(command, folder):
    write(
        folder,
        "examples/dates.txt",
        "It met on [9 March 2023]{value=2023-03-08}.\nIt met on 5 May 2021.\nIt [may]{value=x}.\n",
    )
    write(folder, "examples/colours.txt", "It is red.\n")
    write(folder, "money/colours.tsv", "a\tb\n")
    write(folder, "quotes/patterns.tsv", "name\tpattern\tmeaning\nfoo\t[\tbad\n")
    done = command("--check-patterns", folder)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"{folder}/examples/dates.txt:1: '9 March 2023': value is 2023-03-09, not 2023-03-08" in said
    assert f"{folder}/examples/dates.txt:2: '5 May 2021' is found" in said
    assert f"{folder}/examples/dates.txt:3: 'may' is not found" in said
    assert f"{folder}/examples/colours.txt:1: 'colours' is not a kind of fact" in said
    assert f"{folder}/money/colours.tsv:1: no such table" in said
    assert f"{folder}/quotes/patterns.tsv:1: the project's own table alone is read" in said


def test_a_faulty_table_is_a_line_with_its_place(command, folder):
    write(folder, "sentences/abbreviations.tsv", "nonsense\n")
    done = command("--check-patterns", folder)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"{folder}/sentences/abbreviations.tsv:1: columns are")


def test_a_missing_folder_is_said(command, tmp_path):
    done = command("--check-patterns", tmp_path / "no")
    assert (done.returncode, done.stderr.decode()) == (2, f"extract: {tmp_path / 'no'}: no such folder of patterns\n")


def test_tables_and_examples_that_are_not_utf8_are_told_with_their_line(command, folder):
    (folder / "people").mkdir()
    (folder / "examples").mkdir(exist_ok=True)
    for name, text in (("people/known.tsv", "name\nTürel Reeve\n"), ("examples/dates.txt", "It met.\nTürel met.\n")):
        (folder / name).write_bytes(text.encode("cp1252"))
        done = command("--check-patterns", folder)
        assert (done.returncode, done.stderr.decode()) == (1, f"{folder / name}:2: not UTF-8 text; save it as UTF-8\n")
        (folder / name).unlink()
