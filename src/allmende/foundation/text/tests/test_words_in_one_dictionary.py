"""The words of all apps stand in one dictionary where they count alike, and are what they were."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, trans_real


@pytest.mark.parametrize(("language", "most"), [("de", 3), ("it", 7)])
def test_a_text_is_looked_up_in_few_dictionaries(language, most):
    with translation.override(language):
        gettext("Home")
        assert len(trans_real.catalog()._catalog._catalogs) <= most


def test_words_of_any_app_and_their_plurals_are_found():
    one, many = "%(n)s new comment since you last looked", "%(n)s new comments since you last looked"
    with translation.override("de"):
        assert gettext("Home") == "Start"
        assert [ngettext(one, many, n).split()[1] for n in (1, 2)] == ["neuer", "neue"]
