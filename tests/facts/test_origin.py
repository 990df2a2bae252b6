"""Where an article is written from: its dateline and its country."""

import pytest

from extractor.article import Article
from extractor.data import library
from extractor.draft import Draft, Home
from extractor.facts.origin import build
from extractor.facts.origin.dateline import dateline_reader
from extractor.model import tokenizer
from extractor.settings import DEFAULT_MODEL, Reading


@pytest.fixture(scope="module")
def find():
    finder = build(library())
    tokenize, dateline = tokenizer(DEFAULT_MODEL), dateline_reader(library())

    def read(text, url=None):
        article = Article(id="x", text=text, url=url)
        draft = Draft(article=article, reading=Reading(), sentences=(), dateline=dateline(text))
        return finder(tokenize(text), draft)

    return read


@pytest.fixture(scope="module")
def read_dateline():
    return dateline_reader(library())


DATELINES = (
    ("ASTANA – The Senate adopted a law.", "ASTANA", "ASTANA"),
    ("WASHINGTON, DC - Senator Bell said so.", "WASHINGTON", "WASHINGTON, DC"),
    ("(WASHINGTON, D.C.) – Senator Bell said so.", "WASHINGTON", "WASHINGTON, D.C."),
    ("GENEVA, 3 May – The panel met today.", "GENEVA", "GENEVA, 3 May"),
    ("Geneva, 12 June 2020 (UNHCR) – The office said so.", "Geneva", "Geneva, 12 June 2020 (UNHCR)"),
    ("BRUSSELS (Reuters) - The ministers said on Monday.", "BRUSSELS", "BRUSSELS (Reuters)"),
    ("New bill\nBy Our Staff\n\nNAIROBI, Kenya — Members passed it.", "NAIROBI", "NAIROBI, Kenya"),
    ("ST. PAUL, Minn. (AP) -- A judge ruled.", "ST. PAUL", "ST. PAUL, Minn. (AP)"),
    ("LETTERKENNY, Ireland — The council voted.", "LETTERKENNY", "LETTERKENNY, Ireland"),
    ("Bell praises vote     WASHINGTON    United States Senator Anna Bell  D Me   said so", "WASHINGTON", "WASHINGTON"),
    ("FOR IMMEDIATE RELEASE   Washington  D C     Today  Senator Bell spoke", "Washington", "Washington  D C"),
    ("Bill passed  Colombo, Feb 2 (Daily Harbour) - It was read.", "Colombo", "Colombo, Feb 2 (Daily Harbour)"),
    ("COLOMBO (Harbour 1st): Members read the bill.", "COLOMBO", "COLOMBO (Harbour 1st)"),
    ("ISLAMABAD: The Senate adopted it on Monday.", "ISLAMABAD", "ISLAMABAD"),
    ("Tokyo: The pier will be opened on Thursday.\nIt is new.", "Tokyo", "Tokyo"),
    ("Kigali, 9 March 2022: The Chamber adopted it.", "Kigali", "Kigali, 9 March 2022"),
    ("BISHKEK, 4 March (24.kg) - The court met in town.", "BISHKEK", "BISHKEK, 4 March (24.kg)"),
    ("TARROW, OR - May 5, 2025 (MEDIAWIRE) - Members met.", "TARROW", "TARROW, OR - May 5, 2025 (MEDIAWIRE)"),
    ("TARROW OR - (MediaWire) - May 5, 2025 - Members met.", "TARROW", "TARROW OR - (MediaWire) - May 5, 2025"),
    ("Tarrow, US - May 5, 2025 / Brook, Inc /\n\nMembers met.", "Tarrow", "Tarrow, US - May 5, 2025 / Brook, Inc /"),
    ("BONN and GHENT, May 5, 2025 /Wire/ -- Members met.", "BONN", "BONN and GHENT, May 5, 2025 /Wire/"),
    ("DUSHANBE, 4 March, Asia-Plus -- The court met in town.", "DUSHANBE", "DUSHANBE, 4 March, Asia-Plus"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "place", "shown"), DATELINES)
def test_dateline(read_dateline, text, place, shown):
    line = read_dateline(text)
    assert (line.place, line.text) == (place, shown)
    assert text[line.start : line.end] == shown


@pytest.mark.parametrize(
    "text",
    [
        "CANADA - A NEW DEAL FOR ALL",
        "UK – France summit agreed on trade.",
        "The Hague-based court met in Paris - its third session.",
        "He flew to Berlin – The talks failed.",
        "Geneva: Claims and Counterclaims of the year",
        "Harbour Notes - May 5, 2025 / Brook, Inc /\n\nMembers met.",
    ],
)
def test_no_dateline(read_dateline, text):
    assert read_dateline(text) is None


HOMES = (
    ("OSLO – The committee met.", "NO", "dateline"),
    ("Senator Anna Bell (R-Maine) spoke about Iraq. Iraq is far. Iraqi forces fight in Iraq.", "US", "party label"),
    ("Senator Anna Bell  D Minn   spoke about Iraq", "US", "party label"),
    ("The Lok Sabha passed the bill.", "IN", "own"),
    (
        "The Foreign Secretary told Downing Street and Whitehall about Syria. Syrians need help in Damascus.",
        "GB",
        "own",
    ),
    ("The Ghanaian parliament met.", "GH", "demonym"),
    ("Senator Lyra Quill, Australian Democrats, spoke of Iraq and Iraqis. Tel: 02 6277 9999", "AU", "own"),
    ("The Democrats oppose the plan for Nauru.  lyra.quill@aph.gov.au", "AU", "address"),
    ("Iraq needs help, he said. Contact: Jo Bell, (202) 224-9999", "US", "address"),
    ("Iraq needs help, he said. jo@office.example.gov", "US", "address"),
    ("The Senators met in Iraq. See www.hon-bell.example.gov.lk", "LK", "address"),
    ("Iraq needs help, he said. Contact: Jo Bell, +32 2 555 0100", "EU", "address"),
    ("Iraq needs help, he said. jo.bell@un.org", "UN", "address"),
    ("MEPs adopted the report.", "EU", "own"),
    ("GOVERNMENT OF THE REPUBLIC OF SOUTH AFRICA", "ZA", "name"),
    ("Sen. Ado Karibu told the Senate in Abuja that Kano State needs water. Rep. Tunde Oyo agreed.", "NG", "state"),
    ("The National Social Security Fund told the Parliament of Uganda in Kampala that savers gained.", "UG", "name"),
    ("Members of the Nepali Congress left the Federal Parliament in Kathmandu.", "NP", "own"),
    ("PORT OF SPAIN - The Senate of Trinidad and Tobago met on Monday.", "TT", "name"),
    ("The Democratic Party in Albania left the chamber in Tirana. Albanian deputies waited.", "AL", "name"),
    ("The Mazhilis approved the bill and sent it to the Senate.", "KZ", "own"),
    ("Deputies of the Riigikogu heard the Minister for Foreign Affairs.", "EE", "own"),
    ("The Dewan Rakyat passed it; the levy brings RM500 million.", "MY", "own"),
    ("Malacañang said the Senate and the House of Representatives would meet.", "PH", "own"),
    ("The Kenyan Prudential Regulation Authority met Kenyan banks.", "KE", "demonym"),
    ("The UK Migration Act drew fire in London. The UK Government defended it.", "GB", "own"),
    ("New Brunswick, N.J. (March 8, 2025) – The firm gave $200,000.", "US", "dateline"),
    ("The plant in Birmingham, Alabama makes steel.", "US", "state"),
    ("The plant in Birmingham makes steel.", "GB", "city"),
    ("The minister met Sarah France and Tom Jordan in Canberra.", "AU", "capital"),
    ("Mr Richardson left. Mr Richardson served Australia, and Richardson is thanked by Australians.", "AU", "name"),
    ("The National Security Council and the Minister for Law and Justice met in Karachi.", "PK", "city"),
    ("Both Houses of Parliament are in recess. The Zimbabwe Gazette had the bill.", "ZW", "name"),
    ("Notice of the order was in Iris Oifigiúil.", "IE", "own"),
    ("TBILISI, Georgia (AP) — Lawmakers passed a bill on Tuesday.", "GE", "name"),
    ("ATLANTA, Georgia (AP) — Lawmakers passed a bill on Tuesday.", "US", "dateline"),
    ("Lawmakers met in Tbilisi, Georgia. Parliament passed it.", "GE", "name"),
)


@pytest.mark.parametrize(("text", "country", "rule"), HOMES)
def test_home(find, text, country, rule):
    (home,) = [fact for fact in find(text) if isinstance(fact, Home)]
    assert (home.country, home.rule) == (country, rule)
    assert all(text[each.start : each.end] == each.text for each in home.evidence)


@pytest.mark.parametrize(
    ("text", "url", "countries"),
    [
        ("The Ministry of Energy has a new secretary.", "https://energy.gov.lk/news/secretary-named", ["LK"]),
        ("The Ministry of Energy has a new secretary.", "https://news.example/energy.gov.lk", []),
        ("The Ministry of Energy has a new secretary.", "http://[", []),
        ("The Ministry of Energy in Nairobi has a new secretary, Kenya says.", "https://energy.gov.lk/news", ["KE"]),
    ],
)
def test_host(find, text, url, countries):
    """Where nothing in the text speaks, the host that it was published at does; it stands nowhere in the text."""
    homes = find(text, url)
    assert [home.country for home in homes] == countries
    assert all(text[each.start : each.end] == each.text for home in homes for each in home.evidence)
    assert all(each.text for home in homes for each in home.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "The committee adopted three amendments.",
        "Sen. Anna Bell spoke.",
        "The Secretary-General of the party spoke.",
        "Congress met on Monday.",
        "The Labour Party and the Opposition disagreed.",
        "France, Kenya, Japan and Chile signed the treaty.",
        "Aden Brook spoke to the ministers.",
        "President Ana Brook named five ministers. The Chinese President Wei Lan had asked her to come.",
        "The House sat until noon and granted US$400 for roads.",
    ],
)
def test_nothing_decides(find, text):
    """What many countries share decides nothing alone, nor do several countries named alike."""
    assert find(text) == ()
