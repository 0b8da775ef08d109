"""A page is drawn once for all to whom it looks the same, and carries what is each reader's own."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from allmende.foundation.kept import forget_all
from allmende.foundation.ui.pages import render_for_many
from allmende.identity.actors.models import Actor

PAGES = {
    "frame": "<{{ theme }}{% own %}{{ name }}:{{ csrf_token }}{% endown %}>{% block page %}{% endblock %}",
    "page": "{% extends 'frame' %}{% block page %}{{ word }}|{{ name }}|{{ csrf_token }}|{{ here }}|{{ once }}{% endblock %}",
}


def shell(request: HttpRequest) -> dict[str, object]:
    """What a page is told of its surroundings; everyone but Ada sees the same."""
    alike = {"theme": "dark"}
    return {
        **alike,
        "alike": None if request.name == "Ada" else alike,
        "name": request.name,
        "csrf_token": f"t-{request.name}",
    }


@pytest.fixture(autouse=True)
def _templates():
    options = {
        "loaders": [("django.template.loaders.locmem.Loader", PAGES)],
        "builtins": ["django.templatetags.i18n", "allmende.foundation.ui.templatetags.ui"],
        "context_processors": ["django.template.context_processors.request", f"{__name__}.shell"],
    }
    backend = {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": options}
    with override_settings(TEMPLATES=[backend]):
        forget_all()
        yield
    forget_all()


def page(name, path="/a/", **values):
    request = RequestFactory().get(path)
    request.name = name
    return render_for_many(request, "page", values or {"word": "pond"}).content.decode()


def test_everyone_gets_the_same_page_with_what_is_their_own():
    ben, finn = page("Ben"), page("Finn", "/b/?q=<")

    assert ben.startswith("<darkBen:t-Ben>pond||t-Ben|/a/|")
    assert finn.startswith("<darkFinn:t-Finn>pond||t-Finn|/b/?q=%3C|")
    assert ben.rsplit("|", 1)[1] != finn.rsplit("|", 1)[1]


def test_other_values_are_another_page():
    assert "pond" in page("Ben", word="pond")
    assert "meadow" in page("Ben", word="meadow")
    assert ">True|" in page("Ben", word=True)
    assert ">1|" in page("Ben", word=1)


def test_who_is_told_something_alone_gets_a_page_of_their_own():
    page("Ben")

    assert "pond|Ada|t-Ada|" in page("Ada")


def test_what_may_change_while_it_stays_equal_is_refused():
    with pytest.raises(TypeError, match="page is kept by its values, and a Actor is no plain value"):
        page("Ben", word=Actor(name="Ada"))
