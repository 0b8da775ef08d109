"""A thousand people with a page open: what their streams cost in memory, and how soon a hint reaches all of them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

GOAL_MB = 300
PATIENCE = 120


def run(streams: int) -> int:
    """Open the streams, say something, and count who hears of it; 1 when memory is above the goal or someone heard nothing."""
    thing, author, keys = _fill(streams)
    from django.db import connections

    from allmende.surfaces.cli.serve import stream

    connections.close_all()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=stream, args=(os.getpid(), "127.0.0.1", port))
    server.start()
    try:
        return asyncio.run(_measure(server.pid or 0, port, thing, author, keys))
    finally:
        os.kill(server.pid or 0, signal.SIGTERM)
        server.join(20)


def _fill(streams: int) -> tuple[UUID, UUID, list[str]]:
    """Make a community with as many people, signed in, and a thing that all of them see."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db import transaction

    from allmende.commons.audiences.models import Layer
    from allmende.commons.spaces.testing import make_community, make_member, make_note
    from allmende.identity.accounts.sessions import SessionStore
    from allmende.identity.accounts.testing import make_person

    author = make_person("Ada Berg")
    home = make_community(author, "Meadow")
    note = make_note(home, author, Layer.COMMUNITY)
    keys = []
    with transaction.atomic():
        for number in range(streams):
            account = make_member(home, make_person(f"Member {number}")).account
            session = SessionStore()
            session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
            session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            session.save()
            keys.append(str(session.session_key))
    return note.id, author.id, keys


async def _measure(server: int, port: int, thing: UUID, author: UUID, keys: list[str]) -> int:
    from asgiref.sync import sync_to_async

    await _until_open(port)
    before, heard = _memory(server), []
    opened = time.monotonic()
    doors = asyncio.Semaphore(16)
    readers = await asyncio.gather(*(_open(port, thing, key, doors) for key in keys))
    opening = time.monotonic() - opened
    await asyncio.sleep(5)
    open_memory = _memory(server)
    idle = _processor_time(server)
    await asyncio.sleep(10)
    idle = (_processor_time(server) - idle) / 10
    said = time.monotonic()
    await sync_to_async(_say)(thing, author)

    async def listen(reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line == f"data: talk:{thing}\n".encode():
                heard.append(time.monotonic() - said)
                return

    done, _late = await asyncio.wait([asyncio.ensure_future(listen(one)) for one in readers], timeout=PATIENCE)
    heard.sort()
    peak = _memory(server)
    print(
        f"{len(keys)} streams opened in {opening:.1f} s; {before:.0f} MB before, {open_memory:.0f} open, {peak:.0f} after a hint to all"
    )
    print(f"processor while nothing happens: {idle * 100:.1f} % of a core")
    if heard:
        print(f"heard by {len(heard)}: half within {heard[len(heard) // 2]:.2f} s, all within {heard[-1]:.2f} s")
    return 0 if len(heard) == len(keys) and len(done) == len(keys) and peak < GOAL_MB else 1


async def _until_open(port: int) -> None:
    for _attempt in range(600):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    sys.exit("The stream server does not answer.")


async def _open(port: int, thing: UUID, key: str, doors: asyncio.Semaphore) -> asyncio.StreamReader:
    async with doors:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = (
            f"GET /stream/?on=talk:{thing},notices HTTP/1.1",
            "Host: localhost",
            "Accept: text/event-stream",
            f"Cookie: session={key}",
        )
        writer.write("\r\n".join((*lines, "", "")).encode())
        while b"event: ready" not in (line := await reader.readline()):
            if not line:
                sys.exit("A stream was refused.")
        reader._kept = writer  # type: ignore[attr-defined]  # or the connection would be closed with it
        return reader


def _say(thing: UUID, author: UUID) -> Any:
    from allmende.commons.things.models import Thing
    from allmende.commons.threads.commands import comment
    from allmende.foundation.journal.observers import pull_all
    from allmende.identity.actors.models import Actor

    comment(Actor.objects.get(id=author), Thing.objects.get(id=thing), "Hello, all of you")
    return pull_all()


def _memory(process: int) -> float:
    """Resident megabytes of a process and its children."""
    found = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    own = next(int(line.split()[1]) for line in found.splitlines() if line.startswith("VmRSS")) / 1024
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return own + sum(_memory(int(child)) for child in children)


def _processor_time(process: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
