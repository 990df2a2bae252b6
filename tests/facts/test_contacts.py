"""Contacts whose words overlap, which marked sentences cannot show."""

from extractor.article import Article


def test_people_joined_by_and_share_a_number(pipeline):
    text = "The board met.\nContact: Ana Bell and Luis Reeve, 202/224-5344; Mary Quill, 303/455-7600"
    (record,) = pipeline([Article(id="a", text=text)])
    assert [(each.name, each.telephone) for each in record.contacts] == [
        ("Ana Bell", "202/224-5344"),
        ("Luis Reeve", "202/224-5344"),
        ("Mary Quill", "303/455-7600"),
    ]
