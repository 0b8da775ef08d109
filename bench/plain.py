"""The yardstick: the plainest Django that shows a list and a page with twenty posts, three queries and one template each."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

FOLDER = Path(os.environ.get("BENCH_PLAIN", "/tmp"))
settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes"],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "plain.sqlite3", "CONN_MAX_AGE": None}
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)

import django  # noqa: E402  settings first
from django.core.cache import cache  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import FileResponse, HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

django.setup()


class Member(models.Model):
    """Who writes."""

    name = models.CharField(max_length=80)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What is written about."""

    title = models.CharField(max_length=80)
    author = models.ForeignKey(Member, models.CASCADE)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """What is written."""

    topic = models.ForeignKey(Topic, models.CASCADE)
    author = models.ForeignKey(Member, models.CASCADE)
    text = models.TextField()

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.text


ROWS = "{% for row in rows %}<article><h3>{{ row }}</h3><p>by {{ row.author }}, {{ row.id }}</p></article>{% endfor %}"
PAGE = f"<!doctype html><title>{{{{ title }}}}</title><nav>{{{{ members }}}} members, {{{{ count }}}} here</nav>{ROWS}"


def made(title: object, rows: models.QuerySet) -> HttpResponse:  # type: ignore[type-arg]
    """Three queries (members, how many, twenty rows) and one template."""
    values = {"title": title, "members": Member.objects.count(), "count": rows.count(), "rows": rows[:20]}
    return HttpResponse(engines["django"].from_string(PAGE).render(values))


def topics(request: HttpRequest) -> HttpResponse:
    """A list."""
    return made("Topics", Topic.objects.select_related("author").order_by("-id"))


def topic(request: HttpRequest) -> HttpResponse:
    """A page with twenty posts."""
    return made("A topic", Post.objects.select_related("author").filter(topic=7).order_by("id"))


def kept(request: HttpRequest) -> HttpResponse:
    """The same list from memory."""
    body = cache.get("topics")
    if body is None:
        body = topics(request).content
        cache.set("topics", body)
    return HttpResponse(body)


def static(request: HttpRequest) -> FileResponse:
    """A file of 20 kB, as this server hands files over."""
    return FileResponse((FOLDER / "static.bin").open("rb"))


urlpatterns = [path("topics/", topics), path("topic/", topic), path("kept/", kept), path("static/", static)]


def fill() -> None:
    """200 members, 2,000 topics, 20,000 posts; topic 7 has twenty of them at the least."""
    (FOLDER / "static.bin").write_bytes(b"." * 20_000)
    with connection.schema_editor() as editor:
        for model in (Member, Topic, Post):
            editor.create_model(model)
    Member.objects.bulk_create([Member(name=f"Member {n}") for n in range(200)])
    Topic.objects.bulk_create([Topic(title=f"Topic {n}", author_id=n % 200 + 1) for n in range(2000)])
    of = [7] * 20 + [n % 2000 + 1 for n in range(19_980)]
    posts = [Post(topic_id=topic, author_id=n % 200 + 1, text=f"Post {n} " * 12) for n, topic in enumerate(of)]
    Post.objects.bulk_create(posts, batch_size=2000)


if not (FOLDER / "plain.sqlite3").exists():
    fill()
application = get_wsgi_application()
