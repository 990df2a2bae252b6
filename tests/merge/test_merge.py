import pytest

from extractor.errors import DataError
from extractor.merge import Card, Decision, merge
from extractor.merge.card import profile
from extractor.merge.cluster import read
from extractor.merge.people import groups_of


@pytest.fixture
def cards():
    """Makes cards of one kind, each of an article of its own unless it says otherwise."""

    def make(kind, *descriptions, **common):
        return [
            Card(**({"key": key, "article": key, "kind": kind} | common | described))
            for key, described in enumerate(descriptions)
        ]

    return make


def names(found, kind):
    return sorted(sorted({card.name for card in entity.cards}) for entity in found[kind][0])


def parts(found, kind):
    return sorted(sorted(card.key for card in entity.cards) for entity in found[kind][0])


def test_a_senator_under_three_names_is_one(cards):
    found = merge(
        cards(
            "people",
            {"name": "Robert P. Hallam", "role": "Senator", "body": "D-OH"},
            {"name": "Bob Hallam", "role": "U.S. Sen", "body": "D-Ohio"},
            {"name": "Hallam", "role": "Senator"},
            {"name": "Robert Hallam"},
            home="US",
            day="2019-05-02",
        )
    )
    assert parts(found, "people") == [[0, 1, 2, 3]]
    (entity,) = found["people"][0]
    assert any("nickname, same seat" in link.reason for link in entity.links)
    assert profile(entity).name == "Robert P. Hallam"


def test_two_of_one_name_with_two_seats_stay_two(cards):
    described = {"name": "Michael Rowe", "role": "Representative"}
    found = merge(cards("people", {**described, "body": "R-AL"}, {**described, "body": "R-Mich."}, home="US"))
    assert parts(found, "people") == [[0], [1]]


def test_people_of_one_name_with_posts_in_two_countries_stay_apart(cards):
    people = cards(
        "people",
        {"name": "Owen Marsh", "role": "U.S. Rep", "body": "R-TX", "home": "US"},
        {"name": "Owen Marsh", "role": "MP for Brackwater", "body": "House of Commons", "country": "GB", "home": "GB"},
        {"name": "Owen Marsh", "role": "New Zealand's Defence Minister", "body": "New Zealand", "home": "AU"},
        {"name": "Owen Marsh", "role": "senator for Tasmania", "body": "Tasmania", "home": "AU"},
        {"name": "Owen Marsh", "role": "Congressman", "body": "US", "home": "NZ"},
    )
    assert parts(merge(people), "people") == [[0, 4], [1], [2], [3]]


@pytest.mark.parametrize(
    "other",
    [
        {"role": "Defence Minister", "home": "AU"},
        {"role": "ambassador to Fiji", "body": "Fiji", "home": "FJ"},
        {"role": "chief executive of Fiji Ferries", "body": "Fiji Ferries", "home": "FJ"},
        {"role": "Fiji correspondent", "body": "Fiji", "home": "FJ"},
        {"role": "President", "body": "Fiji Affairs", "home": "FJ"},
        {"role": "Secretary for Northern Ireland", "body": "Northern Ireland", "home": "IE"},
        {"role": "Minister", "body": "Ministry of Defence", "country": "AU", "home": "AU"},
        {"home": "AU"},
    ],
)
def test_people_of_one_name_are_one_where_a_side_tells_no_country_for_sure(cards, other):
    known = {"name": "Owen Marsh", "role": "New Zealand's Defence Minister", "body": "New Zealand", "home": "NZ"}
    assert parts(merge(cards("people", known, {"name": "Owen Marsh", **other})), "people") == [[0, 1]]


def test_a_last_name_goes_to_the_one_who_fits_or_to_nobody(cards):
    people = cards(
        "people",
        {"name": "Anna Castell", "role": "Minister"},
        {"name": "Piet Castell", "role": "Coach"},
        {"name": "Castell", "role": "Minister"},
        {"name": "Castell"},
        home="NZ",
        day="2019-05-02",
    )
    found = merge(people)
    assert parts(found, "people") == [[0, 2], [1], [3]]


def test_other_given_names_and_other_middle_names_are_other_people(cards):
    assert (
        len(
            merge(cards("people", {"name": "Ann Lee Ford"}, {"name": "Tom Ford"}, {"name": "Ann Kay Ford"}))["people"][
                0
            ]
        )
        == 3
    )


def test_a_name_that_fits_two_does_not_make_them_one(cards):
    people = cards(
        "people",
        *({"name": "Paul T. Orrin", "role": "President"},) * 20,
        {"name": "Paul D. Orrin", "role": "President"},
        {"name": "Paul Orrin", "role": "President"},
        {"name": "Ned Orrin", "role": "Governor"},
        {"name": "Orrin", "role": "President"},
        {"name": "Orrin", "role": "Governor"},
        home="US",
        day="2019-05-02",
    )
    assert parts(merge(people), "people") == [[*range(20), 21, 23], [20], [22, 24]]


def test_a_father_and_his_son_are_two_and_a_nickname_is_no_middle_name(cards):
    found = merge(
        cards(
            "people",
            {"name": "Amos Tull Sr."},
            {"name": "Amos Tull Jr."},
            {"name": "Jesse R. Padron"},
            {"name": 'Jesse "Chip" Padron'},
            {"name": "Amos Tull Jnr."},
            home="US",
        )
    )
    assert parts(found, "people") == [[0], [1, 4], [2, 3]]


def test_a_father_is_not_his_son_where_an_article_names_both(cards):
    described = [
        {"name": "Donald Hallam", "article": 9}, {"name": "Donald Hallam Jr.", "article": 9},
        {"name": "Donald J. Hallam"}, {"name": "Donald Hallam Jr."},
    ]  # fmt: skip
    found = merge(cards("people", *described, role="Mayor", home="US"))
    assert parts(found, "people") == [[0, 2], [1, 3]]
    found = merge(cards("people", *described[1:], role="Mayor", home="US"))
    assert parts(found, "people") == [[0, 1, 2]]


def test_a_given_name_is_nobodys_last_name_for_sure(cards):
    for short, together in (("Castell", [[0, 1]]), ("Sarah", [[0], [1]])):
        found = merge(cards("people", {"name": f"Aziz {short}"}, {"name": short}, home="IL"))
        assert parts(found, "people") == together
    found = merge(cards("people", {"name": "Li Xi"}, {"name": "Xi"}, {"name": "Xi Xi"}, home="CN"))
    assert [1] in parts(found, "people")


def test_a_nickname_beside_a_further_name_needs_more_than_a_country(cards):
    described = {"name": "John Brown Gordon"}, {"name": "Jon Gordon"}
    assert parts(merge(cards("people", *described, home="US")), "people") == [[0], [1]]
    assert parts(merge(cards("people", *described, home="US", role="Mayor")), "people") == [[0, 1]]


def test_a_seat_given_by_mistake_takes_no_articles_from_the_right_one(cards):
    described = {"name": "Ida Marsh", "role": "Senator"}
    seats = ("D-NJ", *[None] * 5, *["D-NY"] * 9)
    people = cards("people", *({**described, "body": seat} for seat in seats), home="US")
    assert parts(merge(people), "people") == [[0], [*range(1, 15)]]


def test_an_office_that_one_article_gives_is_not_what_a_person_is_known_by(cards):
    people = cards(
        "people",
        *({"name": "Vera Clay", "role": "Senator"},) * 19,
        {"name": "Vera Clay", "role": "President"},
        *({"name": "Ted Clay", "role": "President"},) * 3,
        {"name": "Clay", "role": "President"},
        home="US",
        day="2019-05-02",
    )
    assert parts(merge(people), "people") == [[*range(20)], [20, 21, 22, 23]]


def test_parts_of_a_country_have_bodies_of_their_own(cards):
    names = ("UK Parliament", "Parliament", "Scottish Parliament", "Welsh Parliament")
    found = merge(cards("institutions", *({"name": name} for name in names), type="legislature", country="GB"))
    assert parts(found, "institutions") == [[0, 1], [2], [3]]
    places = cards("places", {"name": "Britain"}, {"name": "United Kingdom"}, {"name": "Scotland"}, country="GB")
    assert parts(merge(places), "places") == [[0, 1], [2]]


def test_an_amendment_act_is_not_the_act_that_it_amends(cards):
    names = ("Ferries Act", "Ferries Bill", "Ferries Amendment Act", "Ferries (Amendment) Bill")
    found = merge(cards("instruments", *({"name": name, "type": "act"} for name in names), home="NZ"))
    assert parts(found, "instruments") == [[0, 1], [2, 3]]


def test_spellings_of_a_name_are_one(cards):
    people = cards("people", {"name": "Mahela Wijesekara"}, {"name": "Mahela Wijesekera"}, home="LK", role="Minister")
    assert parts(merge(people), "people") == [[0, 1]]


def test_a_body_that_every_country_has_is_one_in_each(cards):
    found = merge(
        cards(
            "institutions",
            {"name": "Senate", "type": "legislature", "country": "US"},
            {"name": "U.S. Senate", "type": "legislature", "country": "US"},
            {"name": "Australian Senate", "type": "legislature", "country": "AU"},
            {"name": "Senate", "type": "legislature", "home": "AU"},
            {"name": "Department of Justice", "type": "ministry", "country": "US"},
            {"name": "US Justice Department", "type": "ministry", "country": "US"},
        )
    )
    assert parts(found, "institutions") == [[0, 1], [2, 3], [4, 5]]


def test_a_body_called_by_its_country_and_a_word_that_anything_may_have_is_one(cards):
    own = [("Bank of Samoa", "WS"), ("Bank of Samoa", "WS"), ("Bank of Fiji", "FJ"), ("Bank", "WS"), ("Bank", "WS")]
    found = merge(cards("institutions", *({"name": name, "country": land} for name, land in own), type="agency"))
    assert parts(found, "institutions") == [[0, 1], [2], [3], [4]]


def test_letters_and_short_forms_are_their_bodys(cards):
    found = merge(
        cards(
            "institutions",
            {"name": "Coastal Fisheries Agency", "forms": ("Coastal Fisheries Agency", "CFA")},
            {"name": "CFA"},
            {"name": "Coastal Fisheries Authority Board"},
            type="agency",
            country="NZ",
        )
    )
    assert parts(found, "institutions") == [[0, 1], [2]]


def test_letters_may_have_the_countrys_letter(cards):
    whole = {"name": "Reserve Bank of Fiji", "forms": ("Reserve Bank of Fiji", "RBF")}
    found = merge(cards("institutions", whole, {"name": "RBF"}, {"name": "RBT"}, type="agency", country="FJ"))
    assert parts(found, "institutions") == [[0, 1], [2]]


def test_a_well_known_body_is_one_by_its_other_names(cards):
    names = [{"name": name} for name in ("WHO", "World Health Organization", "WTO")]
    found = merge(cards("institutions", *names, type="intergovernmental", country="UN"))
    assert parts(found, "institutions") == [[0, 1], [2]]
    found = merge(cards("institutions", names[0], {**names[1], "country": "UN"}, type="company", country="NZ"))
    assert parts(found, "institutions") == [[0], [1]]


def test_a_name_that_anything_may_have_joins_nothing(cards):
    committees = cards("institutions", {"name": "Committee"}, {"name": "Committee"}, type="committee", country="US")
    assert parts(merge(committees), "institutions") == [[0], [1]]
    understandings = cards("instruments", *[{"name": "Memorandum of Understanding"}] * 2, type="treaty")
    assert parts(merge(understandings), "instruments") == [[0], [1]]


def test_a_law_is_one_by_its_name_or_its_number_in_one_congress(cards):
    found = merge(
        cards(
            "instruments",
            {"name": "River Towns Relief Act"},
            {"name": "River Towns Relief Act of 2019"},
            {"name": "River Towns Relief bill", "number": "S. 411"},
            {"name": "S 411", "number": "S 411"},
            {"name": "S. 411", "number": "S. 411", "day": "2021-02-01"},
            {"name": "River Towns Relief Act of 2007"},
            type="bill",
            country="US",
            day="2019-02-01",
        )
    )
    assert parts(found, "instruments") == [[0, 1, 2, 3], [4], [5]]


def test_a_constitution_is_each_countrys(cards):
    constitutions = [{"name": "Constitution", "country": country} for country in ("US", "LK", "US")]
    assert parts(merge(cards("instruments", *constitutions, type="constitution")), "instruments") == [[0, 2], [1]]


def test_places_of_one_name_in_two_countries_are_two(cards):
    places = [
        {"name": "Perth", "country": "AU"},
        {"name": "Perth", "country": "GB"},
        {"name": "PERTH", "country": "AU"},
        {"name": "United States", "country": "US"},
        {"name": "U.S.", "country": "US"},
    ]
    assert parts(merge(cards("places", *places)), "places") == [[0, 2], [1], [3, 4]]


def test_what_the_user_has_decided_wins(cards):
    people = cards("people", {"name": "Ann Ford"}, {"name": "Ann Ford-Reyes"}, {"name": "A. Ford"}, home="US")
    same = Decision(kind="people", same=True, name="Ann Ford", other="Ann Ford-Reyes")
    assert parts(merge(people, [same]), "people") == [[0, 1], [2]]
    twins = cards("people", {"name": "Ann Ford"}, {"name": "Anna Ford"}, home="US", role="Mayor")
    assert parts(merge(twins), "people") == [[0, 1]]
    assert parts(merge(twins, [Decision(kind="people", same=False, name="Ann Ford", other="Anna Ford")]), "people") == [
        [0],
        [1],
    ]


def test_decisions_are_read_and_faults_are_named(tmp_path):
    file = tmp_path / "merges.tsv"
    file.write_text("kind\tverdict\tname\tother\npeople\tsame\tAnn Ford\tA. Ford\n")
    assert read(file) == [Decision(kind="people", same=True, name="Ann Ford", other="A. Ford")]
    file.write_text("kind\tverdict\tname\tother\npeople\tperhaps\tAnn Ford\tA. Ford\n")
    with pytest.raises(DataError, match=r"merges.tsv:2: verdict 'perhaps'"):
        read(file)


def test_doubtful_pairs_are_told_with_their_reason(cards):
    people = cards("people", {"name": "Ruth Ames"}, {"name": "Ames"}, home="US")
    found = merge([*people, Card(key=2, article=2, kind="people", name="Tom Ames", home="NZ")])
    assert [{doubt.link.name, doubt.link.other} for doubt in found["people"][1]] == [{"Ruth Ames", "Ames"}]


def test_a_profile_has_roles_over_time(cards):
    people = cards(
        "people",
        {"name": "Ruth Ames", "role": "Minister", "day": "2019-01-05", "quotes": 2},
        {"name": "Ruth Ames", "role": "Minister", "day": "2020-03-01"},
        {"name": "RUTH AMES", "role": "Prime Minister", "day": "2022-01-01", "quotes": 1},
        home="NZ",
    )
    own = profile(merge(people)["people"][0][0])
    assert (own.name, own.country, own.first, own.last, own.articles, own.quotations) == (
        "Ruth Ames", "NZ", "2019-01-05", "2022-01-01", 3, 3,
    )  # fmt: skip
    assert [(role.role, role.first, role.last) for role in own.roles] == [
        ("Minister", "2019-01-05", "2020-03-01"),
        ("Prime Minister", "2022-01-01", "2022-01-01"),
    ]


def test_bodies_of_one_wikidata_id_are_one(cards):
    names = {"Harbour Party": "Q1", "Blues": "Q1", "Greens": "Q2"}
    found = merge(cards("institutions", *({"name": name, "number": id_} for name, id_ in names.items()), type="party"))
    assert sorted(sorted(card.name for card in each.cards) for each in found["institutions"][0]) == [
        ["Blues", "Harbour Party"], ["Greens"],
    ]  # fmt: skip


def test_a_person_is_of_the_land_that_is_served(cards):
    bodies = ("Samoan", "New Zealand", "Samoa", None, "Ports Board")
    people = cards("people", *({"name": "Ruth Ames", "body": body} for body in bodies), home="NZ")
    assert profile(merge(people)["people"][0][0]).country == "WS"


def test_a_name_in_capitals_is_told_as_the_text_has_it_elsewhere(cards):
    forms = ("REED SPEAKS ON HARBOR ACT", "Harbor Act", "the act")
    (entity,) = merge(cards("instruments", {"name": forms[0], "forms": forms}, type="act"))["instruments"][0]
    assert profile(entity).name == "Harbor Act"


def test_a_name_that_says_whose_it_is_comes_before_a_bare_one(cards):
    bare, full = {"name": "Constitution"}, {"name": "Constitution of Samoa"}
    (entity,) = merge(cards("instruments", bare, bare, full, type="constitution", country="WS"))["instruments"][0]
    assert profile(entity).name == "Constitution of Samoa"


def test_a_rare_long_name_does_not_stand_for_a_body_that_all_call_by_one_word(cards):
    bare, rare = {"name": "Parliament"}, {"name": "Parliament of Ceylon"}
    known = {"type": "legislature", "country": "LK", "number": "Q1"}
    (entity,) = merge(cards("institutions", *[bare] * 5, rare, **known))["institutions"][0]
    assert profile(entity).name == "Parliament"
    (entity,) = merge(cards("institutions", *[bare] * 3, rare, **known))["institutions"][0]
    assert profile(entity).name == "Parliament of Ceylon"


def test_a_role_in_capitals_and_in_small_letters_is_one(cards):
    roles = ("former President", "Former President", "former President")
    own = profile(merge(cards("people", *({"name": "Ruth Ames", "role": role} for role in roles)))["people"][0][0])
    assert [(role.role, role.articles) for role in own.roles] == [("former President", 3)]


def test_the_role_of_a_person_is_that_of_most_articles_written_out(cards):
    roles = ("Sen", "Sen", "Minister", "Minister", "Senator")
    own = profile(merge(cards("people", *({"name": "Ruth Ames", "role": role} for role in roles)))["people"][0][0])
    assert own.role.role == "Senator"


def test_a_bill_called_by_its_subject_is_another_in_each_congress(cards):
    bills = [{"name": "harbor bill", "day": day} for day in ("2005-02-01", "2006-03-01", "2007-02-01")]
    assert parts(merge(cards("instruments", *bills, type="bill", country="US")), "instruments") == [[0, 1], [2]]
    own = cards("instruments", {"name": "Our bill"}, {"name": "Our bill"}, type="bill", country="US", day="2005-02-01")
    assert parts(merge(own), "instruments") == [[0], [1]]


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        ("Senate Committee on Harbor Works and Coastal Ferries", "Committee on Harbor Works and Coastal Ferries", True),
        ("Arlen Harbor Technologies Inc.", "Arlen Harbor Technologies", True),
        ("Council of Coastal Harbor Advisers (CCHA)", "Council of Coastal Harbor Advisers", True),
        ("Department of Harbors, Ferries, Sea and Trade", "Department of Harbors, Ferries and Trade", True),
        ("House and Senate Harbor Works Committees", "Senate Harbor Works Committee", False),
        ("East Arlen State University", "Arlen State University", False),
        ("Arlenbury and Lee University", "University of Arlenbury", False),
        ("Arlen Tech University School of Law", "University of Arlen Law School", False),
        ("CJS Conservation Subcommittee", "Conservation Subcommittee", False),
    ],
)
def test_one_word_more_makes_another_body_where_it_tells_much(cards, one, two, together):
    found = merge(cards("institutions", {"name": one}, {"name": two}, type="committee", country="US"))
    assert (len(parts(found, "institutions")) == 1) is together


@pytest.mark.parametrize(("year", "together"), [(1996, False), (2009, False), (2018, True), (2020, True)])
def test_a_bill_is_not_the_act_of_its_name_from_years_before(cards, year, together):
    laws = [
        {"name": "Harbor Works Bill", "type": "bill", "day": "2019-03-01"},
        {"name": f"Harbor Works Act {year}", "type": "act", "day": f"{year}-11-01"},
    ]
    assert (len(parts(merge(cards("instruments", *laws, country="US")), "instruments")) == 1) is together


def test_a_law_that_comes_anew_each_year_is_that_of_the_articles_year(cards):
    named = [{"name": f"{year} Harbor Works Act", "day": f"{year}-03-01"} for year in (2011, 2014)]
    bare = [{"name": "Harbor Works Act", "day": f"{year}-06-01"} for year in (2011, 2014, 2020)]
    found = merge(cards("instruments", *named, *bare, type="act", country="US"))
    assert parts(found, "instruments") == [[0, 2], [1, 3], [4]]


def test_the_order_in_which_articles_come_decides_nothing(cards):
    people = cards(
        "people",
        {"name": "Ann Lee Ford"},
        {"name": "Ann Kay Ford"},
        {"name": "Ann Ford"},
        {"name": "A. Ford"},
        home="US",
    )
    assert parts(merge(people), "people") == parts(merge(people[::-1]), "people")


def test_merging_grows_with_the_number_of_names(cards):
    """Comparisons of one last name are bounded: four times the names are not sixteen times the links."""

    def links(count):
        people = cards("people", *({"name": f"N{number:04}a Smith"} for number in range(count)), home="US")
        return sum(1 for _ in groups_of(people)[1])

    assert links(1200) < 6 * max(links(300), 1)
