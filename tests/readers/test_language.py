import pytest

from extractor.article import Article
from extractor.readers import language, read_all
from extractor.readers.language import english, foreign
from extractor.record import Failure

ENGLISH = "The Senate adopted what the committee had proposed, and the minister thanked all who took part in it. "
FRENCH = "Le Sénat a adopté lundi la loi sur la protection des témoins, a indiqué le service de presse à Paris. "
RUSSIAN = "Сенат одобрил закон о защите свидетелей и вернул его в мажилис с поправками, сообщила пресс-служба. "
CHINESE = "参议院星期一通过了关于保护证人的法律，并将该法律连同三十八项修正案送回众议院，新闻处报道说。"
GERMAN = "Der Minister hat am Montag mit der Präsidentin über die Lage und den Schutz der Zeugen gesprochen. "
NAMES = "Cadets of Ohio: Anna Bell, Omar Haddad, Lena Okafor, Pavel Novak, Mia Abara, Eva Lind and Ned Quist. "
TABLE = "Men 100m final: 1 Joss Brayley USA 9.63 2 Odane Pringle JAM 9.75 3 Kemar Whyte JAM 9.79 4 Ty Gates " * 2
SQUAD = (
    "Squad: Dickson Otieno, Wycliffe Ochola, Musa Mohamud, Francis Kahiga, Aboud Salim, Anthony Akello, Erick Ouko, "
    "Michael Oloo, Ayub Tembo, Patrick Matete, John Avoke, Joash Onyiego, Philemon Odera, Paul Wekesa, Victor Wanjala"
)
SPACED = " ".join(ENGLISH.replace(" ", ""))
CASES = [
    (ENGLISH, None), (FRENCH, "fr"), (RUSSIAN, "ru"), (CHINESE, "zh"),
    (GERMAN, "de"), (NAMES, None), (SPACED, None), ("Aizhan Kassymova", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), CASES)
def test_the_language_is_told_where_it_is_clear(text, code):
    assert foreign(text * 3) == (code, True)


def test_an_article_in_another_language_is_a_failure_unless_wanted(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(FRENCH * 2, encoding="utf-8")
    (refused,) = read_all((str(file),), None, any_language=False)
    assert isinstance(refused, Failure)
    assert refused.error.stage == "language"
    assert "'fr'" in refused.error.reason
    assert "--any-language" in refused.error.reason
    (taken,) = read_all((str(file),), None, any_language=True)
    assert isinstance(taken, Article)
    assert english(Article(id="a", text=ENGLISH)).text == ENGLISH


@pytest.mark.parametrize("text", [TABLE, SQUAD])
def test_tables_and_lists_of_names_are_read(text):
    assert foreign(text) == (None, True)


def test_a_doubtful_article_is_read_with_a_warning_and_the_guess(monkeypatch, caplog):
    monkeypatch.setattr(language, "_modelled", lambda _: ("sw", False))
    article = Article(id="a", source="a.txt", text=SQUAD)
    assert english(article).language == "sw"
    assert "a.txt: a may be in the language 'sw'" in caplog.text


@pytest.mark.parametrize("text", [ENGLISH, NAMES, FRENCH, GERMAN])
def test_small_words_alone_settle_what_is_clear(text, monkeypatch):
    monkeypatch.setattr(language, "_modelled", None)
    foreign(text * 3)
