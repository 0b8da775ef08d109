"""Five degrees, each a promise that is shown as a sign and explained on a page."""

import pytest
from django.template import Context, Template
from django.urls import reverse

from allmende.commons.participation.models import Degree

pytestmark = pytest.mark.django_db


def sign(tag: str) -> str:
    return Template("{% load participation %}" + tag).render(Context())


def test_the_sign_fills_as_many_bars_as_people_have_say():
    filled = [sign(f'{{% degree_sign "{degree}" %}}').count('opacity="1"') for degree in Degree]

    assert filled == [1, 2, 3, 4, 5]


def test_pressing_the_sign_leads_to_its_promise():
    assert 'href="/participation/#involve"' in sign('{% degree_sign "involve" %}')
    assert "<a" not in sign('{% degree_sign "involve" link=False %}'), "on a card that is a link itself"


@pytest.mark.parametrize("word", ["", "none", "<script>"])
def test_what_is_no_degree_has_no_sign(word):
    assert sign(f'{{% degree_sign "{word}" %}}') == ""


def test_the_page_explains_each_to_everyone(client, cast):
    page = client.get(
        reverse("participation:degrees"), SERVER_NAME="localhost", headers={"accept-language": "en"}
    ).content.decode()

    for degree in Degree:
        assert f'id="{degree}"' in page
        assert degree.promise.split(",")[0] in page
