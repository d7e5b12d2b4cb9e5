"""The guide of citizens stands on the portal: open to anybody, linked at the foot of every page, in the reader's language."""

import re

import pytest

from thanthien.doors.parts.guides import CITIZEN, guide_of, text_of

PATH = "/cach-dung"


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_read_without_signing_in_and_each_heading_can_be_jumped_to(client, office):
    shown = page(client.get(PATH))
    headings = text_of(guide_of(CITIZEN)).headings
    assert len(headings) == 9 and "Góp ý, phản ánh" in [words for _, words in headings]
    for anchor, _ in headings:
        assert f'href="#{anchor}"' in shown and f'id="{anchor}"' in shown
    assert "<script" not in re.sub(r"(?s)<head>.*?</head>", "", shown).split('data-test="how-to-page"')[1].split("</article>")[0]


@pytest.mark.parametrize("path", ["/", "/lien-he", "/tra-cuu"])
def test_the_foot_leads_there(client, office, path):
    assert f'href="{PATH}"' in page(client.get(path))


def test_in_english_it_is_the_english_one(client, office):
    client.get("/ngon-ngu/en")
    shown = page(client.get(PATH))
    assert "Take a number in the hall" in shown and "Lấy số ở sảnh" not in shown
