"""Each house rule catches what it is for, lets the right way through, and names it."""

import pytest

from tools.house import findings
from tools.house.source import Source
from tools.house.tracked import kept

VIEW = "src/allmende/rooms/calls/views.py"
QUERIES = "src/allmende/rooms/calls/queries.py"
PAGE = "src/allmende/rooms/calls/templates/calls/call.html"

BROKEN = [
    ("reads", VIEW, "def page(request):\n    return Call.objects.get(pk=1)"),
    ("reads", "src/allmende/rooms/calls/api/lists.py", "rows = Call.objects.filter(open=True)"),
    ("reads", "src/allmende/surfaces/web/home.py", "rows = Thing._default_manager.all()"),
    ("writes", VIEW, "Call.objects.visible_to(actor).update(title='')"),
    ("writes", QUERIES, "def read(call):\n    call.save()"),
    ("writes", QUERIES, "Call.objects.create(title='')"),
    ("writes", "src/allmende/rooms/calls/forms.py", "call.save(update_fields=['title'])"),
    ("network", QUERIES, "import httpx"),
    ("network", QUERIES, "from urllib.request import urlopen"),
    ("network", QUERIES, "from http import client"),
    ("network", QUERIES, "import boto3"),
    ("clock", QUERIES, "opened = timezone.now()"),
    ("clock", QUERIES, "opened = datetime.datetime.now(UTC)"),
    ("clock", QUERIES, "opened = time.time()"),
    ("imports", QUERIES, "def read():\n    from allmende.rooms.calls import models\n    return models"),
    ("signals", QUERIES, "from django.db.models.signals import post_save"),
    ("names", "src/allmende/rooms/calls/utils.py", "x = 1"),
    ("names", "src/allmende/rooms/calls/helpers/dates.py", "x = 1"),
    ("sentence", QUERIES, "x = 1"),
    ("pages", PAGE, "<script>go()</script>"),
    ("pages", PAGE, "<p\n  style='color: red'>"),
    ("pages", PAGE, '<button onclick="go()">'),
    ("pages", PAGE, '<button hx-on:click="go()">'),
    ("pages", PAGE, "<a hx-vals='js:{now: 1}'>"),
    ("pages", PAGE, '<a href="javascript:go()">'),
    ("pages", PAGE, '<script src="https://cdn.example/htmx.js"></script>'),
    ("pages", "src/allmende/foundation/ui/marks.py", "html = '<i style=\"width: 3px\"></i>'"),
    ("length", PAGE, "<p></p>\n" * 121),
    ("length", QUERIES, "x = 1\n" * 301),
    ("length", QUERIES, "def read():\n" + "    x = 1\n" * 41),
    ("traces", "docs/words.md", "see /" + "work/main/docs"),
    ("traces", "requirements/base.txt", "--index-url https://pypi" + ".org/simple"),
    ("traces", "docs/words.md", "as decided in issue " + "7"),
    ("secrets", "docs/operating.md", "-----BEGIN PRIVATE " + "KEY-----"),
    ("secrets", "deploy/allmende.conf", "BACKUP_KEY=AGE-SECRET-" + "KEY-1" + "Q" * 58),
]

RIGHT = [
    (VIEW, "call = get_object_or_404(Call.objects.visible_to(request.actor), pk=1)"),
    (VIEW, "commands.close_call(request.actor, call)"),
    (QUERIES, "picture.save(buffer, 'PNG')"),
    (QUERIES, "seen.update(other)"),
    (QUERIES, "cache.delete(key)"),
    (QUERIES, "opened = clock.now()"),
    (QUERIES, "began = time.monotonic()"),
    (QUERIES, "def read():\n    import babel  # slow import"),
    ("src/allmende/rooms/calls/commands/closing.py", "call.save(update_fields=['state'])"),
    ("src/allmende/foundation/http/client.py", "import httpx"),
    ("src/allmende/rooms/calls/tests/test_closing.py", "Call.objects.all().update(title='')"),
    (PAGE, '<script type="module" src="{% static \'allmende/app.js\' %}"></script>'),
    (PAGE, '{# style="" is refused here #}<p class="quiet">{% if x %} on top{% endif %}</p>'),
    (PAGE, '<a href="https://example.org/">elsewhere</a>'),
    (QUERIES, "def read():\n    '''" + "Words.\n" * 60 + "'''\n    return 1"),
    (VIEW, "rows = Call.objects.count()  # house: the number alone is public"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_a_rule_catches_what_it_is_for_and_names_the_right_way(rule, path, text):
    sentence = "" if rule == "sentence" or path.endswith((".md", ".txt", ".html")) else '"""What this is for."""\n'

    found = [one for one in findings(Source(path, sentence + text)) if one.rule == rule]

    assert found, "nothing found"
    assert len(found[0].message) > 20


@pytest.mark.parametrize(("path", "text"), RIGHT)
def test_the_right_way_passes(path, text):
    sentence = "" if path.endswith(".html") else '"""What this is for."""\n'

    assert [str(one) for one in findings(Source(path, sentence + text))] == []


def test_what_a_node_keeps_to_itself_is_found_by_its_place():
    ours = ["keys/master", "allmende.sqlite3", "var/x.sqlite3-wal", ".env", "deploy/tls.pem"]

    assert [one.path for one in kept([*ours, "src/allmende/foundation/keys.py", "docs/decisions/tokens.md"])] == ours


def test_an_exception_without_a_reason_excuses_nothing():
    source = Source(VIEW, '"""Views."""\nrows = Call.objects.count()  # house:')

    assert [one.rule for one in findings(source)] == ["reads"]
