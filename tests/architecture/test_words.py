"""Messages are taken out of code and templates, merged without losing a translation, and held complete."""

import pytest

from tools import messages, words

pytestmark = pytest.mark.once

MODELS = 'from django.utils.translation import gettext_lazy as _, ngettext\na = _("Call")\nb = ngettext("%(n)s call", "%(n)s calls", 3)\n'
PAGE = (
    '{% translate "Hello" %}{% blocktranslate count n=n trimmed %}\n  one {{ n }}\n{% plural %}\n  many {{ n }}\n'
    '{% endblocktranslate %}{% button _("Save it") %}{% translate "May" context "month" %}'
)


@pytest.fixture
def app(tmp_path, monkeypatch):
    """A house with one app that has words in a module and in a page."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", tmp_path / "src")
    app = tmp_path / "src" / "rooms" / "calls"
    (app / "templates" / "calls").mkdir(parents=True)
    (app / "models.py").write_text(MODELS)
    (app / "templates" / "calls" / "call.html").write_text(PAGE)
    return app


def catalogue(app, language="de"):
    """The text of an app's catalogue."""
    return messages.po_path(app, language).read_text(encoding="utf-8")


def translate(app, english, german):
    """Write a translation into the German catalogue."""
    path = messages.po_path(app, "de")
    text = path.read_text(encoding="utf-8")
    assert f'msgid "{english}"\nmsgstr ""' in text
    path.write_text(text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{german}"'))


def problems(app):
    """What the German catalogue lacks."""
    folders = messages.apps()
    return list(words.problems(app, "de", messages.extracted(app, folders)))


def test_words_are_taken_from_modules_pages_and_components(app):
    messages.main([])

    assert 'msgid "Call"' in catalogue(app)
    assert 'msgid "one %(n)s"\nmsgid_plural "many %(n)s"' in catalogue(app)
    assert 'msgid "Save it"' in catalogue(app)
    assert 'msgctxt "month"\nmsgid "May"' in catalogue(app, "it")


def test_a_translation_is_kept_and_an_obsolete_one_dropped(app):
    messages.main([])
    translate(app, "Call", "Aufruf")
    translate(app, "Hello", "Hallo")
    (app / "templates" / "calls" / "call.html").write_text('{% translate "Good day" %}')

    messages.main([])

    assert 'msgid "Call"\nmsgstr "Aufruf"' in catalogue(app)
    assert "Hallo" not in catalogue(app)
    assert 'msgid "Good day"\nmsgstr ""' in catalogue(app)


def test_refreshing_twice_changes_nothing(app):
    messages.main([])

    assert messages.main(["--check"]) == 0


def test_what_lacks_is_named(app):
    messages.main([])
    translate(app, "Call", "Aufruf")

    found = problems(app)

    assert not any("“Call”" in problem for problem in found)
    assert any("“Hello” is not translated" in problem for problem in found)


def test_a_fuzzy_translation_and_other_placeholders_are_named(app):
    (app / "models.py").write_text(
        'from django.utils.translation import gettext as _\na = _("%(n)s people came")\nb = _("Yes")\n'
    )
    messages.main([])
    path = messages.po_path(app, "de")
    text = path.read_text().replace('people came"\nmsgstr ""', 'people came"\nmsgstr "%(zahl)s Leute kamen"')
    path.write_text(text.replace('msgid "Yes"\nmsgstr ""', '#, fuzzy\nmsgid "Yes"\nmsgstr "Ja"'))

    found = problems(app)

    assert any("other placeholders" in problem for problem in found)
    assert any("“Yes” is fuzzy" in problem for problem in found)


def test_two_apps_that_say_one_word_differently_are_named(app):
    other = app.parent / "plans"
    other.mkdir()
    for folder, source in (
        (app, MODELS + '_("Call")'),
        (other, 'from x import pgettext, _\n_("Call")\npgettext("by phone", "Call")'),
    ):
        (folder / "models.py").write_text(source)
    messages.main([])
    translate(app, "Call", "Aufruf")
    translate(other, "Call", "Anruf")

    (found,) = words.two_words_for_one("de")

    assert "calls/locale/de" in found
    assert "plans/locale/de" in found
    assert "“Call” differently" in found


def test_a_context_tells_two_words_apart(app):
    (app / "models.py").write_text('from x import pgettext, _\n_("Call")\npgettext("by phone", "Call")')
    messages.main([])

    translate(app, "Call", "Aufruf")

    assert not list(words.two_words_for_one("de"))


def test_compiled_catalogues_stand_beside_their_source(app):
    messages.main([])

    assert messages.po_path(app, "it").with_suffix(".mo").exists()


def test_sentences_of_a_library_without_gettext_are_taken_from_their_table(app):
    library = app.parent.parent / "counting"
    library.mkdir()
    (library / "problems.py").write_text(
        'MESSAGES: dict[str, str] = {"empty": "The file is empty.", "end": "It " "ends."}\n'
    )

    messages.main([])

    house = messages.po_path(messages.SOURCE, "de").read_text(encoding="utf-8")
    assert 'msgid "The file is empty."' in house
    assert 'msgid "It ends."' in house
