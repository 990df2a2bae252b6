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


def test_every_fault_is_a_line_with_its_place(command, folder):
    write(
        folder,
        "examples/dates.txt",
        "It met on [9 March 2023]{value=2023-03-08}.\nIt met on 5 May 2021.\nIt [may]{value=x}.\n",
    )
    write(folder, "examples/colours.txt", "It is red.\n")
    write(folder, "money/colours.tsv", "a\tb\n")
    done = command("--check-patterns", folder)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"{folder}/examples/dates.txt:1: '9 March 2023': value is 2023-03-09, not 2023-03-08" in said
    assert f"{folder}/examples/dates.txt:2: '5 May 2021' is found" in said
    assert f"{folder}/examples/dates.txt:3: 'may' is not found" in said
    assert f"{folder}/examples/colours.txt:1: 'colours' is not a kind of fact" in said
    assert f"{folder}/money/colours.tsv:1: no such table" in said


def test_a_faulty_table_is_a_line_with_its_place(command, folder):
    write(folder, "sentences/abbreviations.tsv", "nonsense\n")
    done = command("--check-patterns", folder)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"{folder}/sentences/abbreviations.tsv:1: columns are")


def test_a_missing_folder_is_said(command, tmp_path):
    done = command("--check-patterns", tmp_path / "no")
    assert done.returncode == 1
    assert b"no such folder" in done.stderr
