"""The field that carries its own safe HTML, however a row is written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.migrations.state import ModelState
from django.utils.safestring import SafeString

from allmende.foundation.text import PlainField, RichTextField

EVIL = "**hi** <script>alert(1)</script>"
SAFE = "<p><strong>hi</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


class Writing(models.Model):
    title = PlainField(max_length=20, blank=True)
    body = RichTextField(blank=True, max_length=100)
    after = models.CharField(max_length=5, blank=True)

    class Meta:
        abstract = True


class Letter(Writing):
    id = models.CharField(primary_key=True, max_length=8)

    class Meta:
        app_label = "text_letters"
        db_table = "text_letters"


class Postcard(Letter):
    """Rooms extend things by multi-table inheritance: the child's saves count as well."""

    letter = models.OneToOneField(Letter, models.CASCADE, parent_link=True, primary_key=True)

    class Meta:
        app_label = "text_letters"
        db_table = "text_postcards"


@pytest.fixture(autouse=True)
def _tables(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE text_letters (id varchar(8) PRIMARY KEY, title varchar(20) NOT NULL, body text NOT NULL, "
            "body_html text NOT NULL, after varchar(5) NOT NULL)"
        )
        cursor.execute("CREATE TABLE text_postcards (letter_id varchar(8) PRIMARY KEY)")


def stored(key: str = "a") -> tuple[str, str]:
    return Letter.objects.values_list("body", "body_html").get(pk=key)


def test_creating_a_row_renders_it():
    letter = Letter.objects.create(id="a", body=EVIL)

    assert (letter.body, letter.body_html) == (EVIL, SAFE)
    assert stored() == (EVIL, SAFE)
    assert isinstance(stored()[1], SafeString)


def test_creating_many_at_once_renders_each():
    Letter.objects.bulk_create([Letter(id="a", body=EVIL), Letter(id="b", body="x")])

    assert stored() == (EVIL, SAFE)
    assert stored("b") == ("x", "<p>x</p>\n")


def test_html_of_ones_own_never_gets_in():
    Letter.objects.create(id="a", body="x", body_html="<script>alert(1)</script>")

    assert stored() == ("x", "<p>x</p>\n")


def test_saving_the_source_alone_saves_the_html_with_it():
    letter = Letter.objects.create(id="a", body="x")
    letter.body = EVIL
    letter.save(update_fields=["body"])

    assert stored() == (EVIL, SAFE)


@pytest.mark.parametrize("load", [lambda q: q.defer("body_html"), lambda q: q.only("body"), lambda q: q.defer("body")])
def test_what_was_not_loaded_stays_true_too(load):
    Letter.objects.create(id="a", body="x")
    letter = load(Letter.objects).get()
    letter.body = "**y**"
    letter.save()

    assert stored() == ("**y**", "<p><strong>y</strong></p>\n")


def test_a_child_table_writes_through_its_parent():
    postcard = Postcard.objects.create(id="a", body="x")
    postcard.body = EVIL
    postcard.save(update_fields=["body"])

    assert stored() == (EVIL, SAFE)


def test_creating_or_updating_renders():
    for text in ("x", EVIL):
        Letter.objects.update_or_create(id="a", defaults={"body": text})

    assert stored() == (EVIL, SAFE)


def test_ways_past_the_rendering_are_closed():
    letter = Letter.objects.create(id="a", body="x")
    letter.body = letter.body_html = EVIL

    for way in (
        lambda: Letter.objects.update(body=EVIL),
        lambda: Letter.objects.update(body_html=EVIL),
        lambda: Letter.objects.bulk_update([letter], ["body"]),
        lambda: letter.save_base(raw=True),
    ):
        with pytest.raises(TypeError, match="written with save"), transaction.atomic():
            way()
    assert stored() == ("x", "<p>x</p>\n")


def test_what_databases_refuse_is_cleaned_on_the_row_and_on_the_instance():
    letter = Letter.objects.create(id="a", title=" A\x00 \n b", body="a\x00\ud800\r\nb")

    assert (letter.title, letter.body) == ("A b", "a\ufffd\nb")
    assert Letter.objects.get().body == "a\ufffd\nb"
    assert Letter.objects.filter(title="A\x00  b").exists()


def test_too_long_a_text_is_refused_wherever_it_comes_from():
    for values in ({"body": "a" * 101}, {"title": "a" * 21}):
        with pytest.raises(ValidationError), transaction.atomic():
            Letter.objects.create(id="a", **values)
    assert not Letter.objects.exists()


def test_a_form_cleans_first_and_then_judges():
    field = Letter._meta.get_field("body").formfield()

    assert field.clean("a\x00" + "b" * 99) == "a" + "b" * 99
    assert field.widget.attrs["maxlength"] == "100"


def test_migrations_know_both_columns_and_add_none_twice():
    state = ModelState.from_model(Letter)

    assert list(state.fields) == ["title", "body", "body_html", "after", "id"]
    assert state.fields["body"].deconstruct()[3] == {"blank": True, "companion": False}
    assert [f.name for f in Letter._meta.local_fields] == ["title", "body", "body_html", "after", "id"]
