"""A piece of a page is drawn once for the same values, sees nothing but them, and carries nobody's token."""

from dataclasses import dataclass

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from allmende.identity.actors.models import Actor

PIECES = {
    "piece": "{{ word }}|{{ secret }}|{{ signed_in }}",
    "words": "{% translate 'Search' %}",
    "moment": "{{ at|date:'H' }}",
    "form": "{{ csrf_token }} {{ here }} {{ once }}",
    "outer": "[{% part 'form' %}]",
    "bold": "{{ word }}",
}
DRAWN = []


@dataclass(frozen=True)
class Word:
    """A value that notices when it is drawn."""

    text: object

    @property
    def shown(self):
        DRAWN.append(self.text)
        return self.text


@pytest.fixture
def draw():
    loaders = [("django.template.loaders.locmem.Loader", {**PIECES, "seen": "{{ word.shown }}"})]
    builtins = ["django.templatetags.i18n", "allmende.foundation.ui.templatetags.ui"]
    engine = Engine(loaders=loaders, builtins=builtins)
    DRAWN.clear()

    def drawn(source, **values):
        return engine.from_string(source).render(Context(values))

    return drawn


def test_equal_values_are_drawn_once(draw):
    for word in ("pond", "meadow", "pond"):
        assert draw("{% part 'seen' word=word %}", word=Word(word)) == word

    assert DRAWN == ["pond", "meadow"]


def test_a_piece_sees_what_the_tag_names_and_nothing_else(draw):
    shown = draw("{% part 'piece' word=word %}", word="pond", secret="Ada's", signed_in=True)

    assert shown == "pond||True"


def test_each_language_zone_and_way_of_being_there_has_its_own(draw):
    at = timezone.now().replace(hour=12)
    shown = set()
    for language in ("en", "de", "it"):
        with translation.override(language):
            shown.add(draw("{% part 'words' %}"))
    assert len(shown) == 3
    for zone, hour in (("UTC", "12"), ("Asia/Tokyo", "21")):
        with timezone.override(zone):
            assert draw("{% part 'moment' at=at %}", at=at) == hour
    assert draw("{% part 'piece' word=1 %}", signed_in=False) != draw("{% part 'piece' word=1 %}", signed_in=True)


def test_token_address_and_key_are_those_of_the_request(draw):
    def form(token, path):
        request = RequestFactory().get(path)
        return draw("{% part 'outer' %}", csrf_token=token, request=request)[1:-1].split()

    ada, ben = form("ada", "/a/?q=1&r=<"), form("ben", "/b/")

    assert (ada[:2], ben[:2]) == (["ada", "/a/?q=1&amp;r=%3C"], ["ben", "/b/"])
    assert len({ada[2], ben[2]}) == 2, "a key says that a form was sent once"


def test_text_is_not_taken_for_finished_html_that_reads_the_same(draw):
    source = "{% part 'bold' word=word %}"

    assert draw(source, word=mark_safe("<b>")) == "<b>"
    assert draw(source, word="<b>") == "&lt;b&gt;"
    assert (draw(source, word=1), draw(source, word=True)) == ("1", "True")


@pytest.mark.parametrize(
    "value", [Actor(name="Ada"), ["a"], Word(["a"]), object()], ids=["row", "list", "inside", "thing"]
)
def test_what_can_change_and_stay_equal_is_refused(draw, value):
    with pytest.raises(TypeError):
        draw("{% part 'bold' word=word %}", word=value)


def test_a_tag_that_is_wrong_fails_when_it_is_compiled(draw):
    for source in ("{% part name %}", "{% part 'bold' word %}"):
        with pytest.raises(TemplateSyntaxError):
            draw(source)
