"""With a streaming replica guests read from it, and still nobody ever reads what is over: a real PostgreSQL and its real replica."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tools import outside

PROGRAMS = outside.postgresql()
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(PROGRAMS is None or not (PROGRAMS / "pg_basebackup").exists(), reason="no PostgreSQL here"),
]

NODE = """
    import sys
    import django; django.setup()
    from django.db import connections
    from django.http import HttpResponse
    from django.test import RequestFactory
    from allmende.foundation import replica
    from allmende.foundation.generation import move_generation
    from allmende.foundation.limits.models import Limit
    from allmende.surfaces.web.middleware.replica import ReplicaMiddleware

    replica.PAUSE = 0.0
    with connections["default"].schema_editor() as editor:
        editor.create_model(Limit)
    Limit.objects.create(key="frogs", until=0)

    def page(request):
        found = Limit.objects.filter(key="frogs")
        return HttpResponse(f"{found.get().until:.0f} {found.db}")

    def ask(method="get", **known):
        request = getattr(RequestFactory(), method)("/")
        request.COOKIES.update(known)
        until, where = ReplicaMiddleware(page)(request).content.decode().split()
        return int(until), where

    def write(until):
        Limit.objects.filter(key="frogs").update(until=until)
        move_generation()

    def settle(wanted):
        import time
        for _ in range(400):
            if ask()[1] == wanted:
                return
            time.sleep(0.01)
        raise AssertionError(f"guests never read from {wanted}")

    def tell(database, sql):
        with connections[database].cursor() as cursor:
            cursor.execute(sql)

    settle("replica")
    print("guests look:", ask()[1])
    print("a session:", ask(**{"session": "x"})[1], "a form's token:", ask(**{"csrf": "x"})[1], "a form:", ask("post")[1])

    seen = []
    for number in range(1, 201):
        write(number)
        until, where = ask()
        seen.append((until == number, where))
    print("200 writes, read at once:", sum(fresh for fresh, _where in seen), "fresh")

    settle("replica")
    tell("replica", "SELECT pg_wal_replay_pause()")
    write(1000)
    print("it lags:", *ask())
    tell("replica", "SELECT pg_wal_replay_resume()")
    settle("replica")
    print("it has caught up:", *ask())

    print("stop", flush=True); sys.stdin.readline()
    write(2000)
    print("it is away:", *ask(), "and again:", *ask())
    print("start", flush=True); sys.stdin.readline()
    settle("replica")
    print("it is back:", *ask())
    print("pooled:", type(connections["default"].pool).__name__, connections["default"].pool.max_size)
    for connection in connections.all():
        connection.close()
        connection.close_pool()
"""


def test_what_guests_read_is_never_older_than_what_they_could_know(tmp_path: Path) -> None:
    assert PROGRAMS is not None
    with outside.throw_away_cluster(PROGRAMS) as address, outside.replica_of(PROGRAMS, address) as copy:
        copy.start()
        place = {
            "ALLMENDE_DATABASE": f"{address}/postgres?pool=2",
            "ALLMENDE_REPLICA": f"{copy.address}/postgres",
            "ALLMENDE_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "allmende.config.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        node = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(NODE)], env=os.environ | place, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        said = _until(node, "stop")
        copy.stop()
        said += _told(node, "start")
        copy.start()
        rest, errors = node.communicate("go\n", timeout=60)
    assert node.returncode == 0, errors
    assert [*said, *rest.splitlines()] == [
        "guests look: replica",
        "a session: default a form's token: default a form: default",
        "200 writes, read at once: 200 fresh",
        "it lags: 1000 default",
        "it has caught up: 1000 replica",
        "it is away: 2000 default and again: 2000 default",
        "it is back: 2000 replica",
        "pooled: ConnectionPool 2",
    ]


def _until(node: subprocess.Popen[str], mark: str) -> list[str]:
    assert node.stdout is not None
    lines = []
    for line in node.stdout:
        if line.strip() == mark:
            return lines
        lines.append(line.strip())
    raise AssertionError(node.stderr.read() if node.stderr else "")


def _told(node: subprocess.Popen[str], mark: str) -> list[str]:
    assert node.stdin is not None
    node.stdin.write("go\n")
    node.stdin.flush()
    return _until(node, mark)
