import subprocess
import sys


def test_the_command_reads_without_spacy_or_a_web_client():
    code = (
        "import sys; from extractor.run import worker; from extractor.settings import Reading\n"
        "from extractor.article import Article\n"
        "worker(Reading())([Article(id='a', text='The Senate met.')])\n"
        "print(sorted({'spacy', 'thinc', 'srsly', 'httpx', 'requests'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
