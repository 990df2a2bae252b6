"""What services read of the repository agrees with the project itself."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import extractor

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ACTIONLINT = shutil.which("actionlint")
yaml = pytest.importorskip("yaml")


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def parsed(path):
    return yaml.safe_load(read(path))


def test_tests_run_on_every_python_from_the_oldest_and_on_three_systems():
    jobs = parsed(".github/workflows/tests.yml")["jobs"]
    pythons = jobs["all"]["strategy"]["matrix"]["python"]
    assert pythons[0] == PROJECT["requires-python"].removeprefix(">=")
    assert [name.partition(".")[2] for name in pythons] == ["11", "12", "13", "14"]
    assert {name.partition("-")[0] for name in jobs["systems"]["strategy"]["matrix"]["system"]} == {
        "ubuntu",
        "macos",
        "windows",
    }


def test_only_the_job_that_publishes_may_ask_for_an_identity():
    workflow = parsed(".github/workflows/release.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert [name for name, job in workflow["jobs"].items() if "permissions" in job] == ["publish"]
    assert workflow["jobs"]["publish"]["permissions"] == {"id-token": "write"}


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda path: path.name)
def test_paths_that_workflows_and_forms_name_are_there(path):
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    for name in re.findall(r"\b(?:tests|samples)/[\w./-]+", text):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-workflows", ".github/workflows/tests.yml"),
        ("vendor.github-workflows", ".github/workflows/release.yml"),
        ("custom.github-workflows-require-timeout", ".github/workflows/tests.yml"),
        ("vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/fact.yml"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/fault.yml"),
        ("vendor.citation-file-format", "CITATION.cff"),
    ],
)
def test_files_for_services_have_the_shape_that_these_ask_for(schema, path):
    line = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", schema, ROOT / path]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(ACTIONLINT is None, reason="actionlint is fetched from outside the package index")
def test_workflows_are_as_their_linter_asks():
    done = subprocess.run([str(ACTIONLINT)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="hadolint is not packaged for Windows")
def test_the_image_is_built_as_the_linter_of_images_asks():
    line = [str(Path(sys.executable).parent / "hadolint"), "--no-color", str(ROOT / "Dockerfile")]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_citation_and_changelog_are_of_this_version():
    newest = re.search(r"^## (\S+) – (?:unreleased|\d{4}-\d\d-\d\d)$", read("CHANGELOG.md"), re.MULTILINE)
    assert newest
    assert parsed("CITATION.cff")["version"] == newest[1] == extractor.__version__ == PROJECT["version"]


def test_tables_that_the_guide_sends_to_are_there():
    rows = re.findall(r"^\|[^|]+\| (`models/.+) \|$", read("CONTRIBUTING.md"), re.MULTILINE)
    assert len(rows) > 10
    for row in rows:
        named = re.findall(r"`([\w/.]+)`", row)
        folder = ROOT
        for name in named:
            path = ROOT / name if name.startswith("models/") else folder / name
            assert path.exists(), path
            folder = path if path.is_dir() else path.parent


def test_the_image_copies_what_is_there_and_installs_extras_that_exist():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / name).exists() for name in line.split())
    (extras,) = re.findall(r"'\.\[(.+)\]'", text)
    assert set(extras.split(",")) <= set(PROJECT["optional-dependencies"])
