import subprocess
import sys


def test_spacy_loads_without_its_commands_and_has_them_on_demand():
    code = (
        "import sys; from extractor.lean import load_spacy; load_spacy(); load_spacy()\n"
        "assert not [name for name in sys.modules if name.startswith('spacy.cli')]\n"
        "import spacy; spacy.blank('en')\n"
        "import spacy.cli.info; print(spacy.cli.info.info.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "info\n"


def test_the_command_loads_neither_spacys_commands_nor_a_web_client():
    code = (
        "import sys; from extractor.run import worker; from extractor.settings import Reading\n"
        "from extractor.article import Article\n"
        "worker(Reading())([Article(id='a', text='The Senate met.')])\n"
        "print(sorted({'spacy.cli', 'httpx', 'requests'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
