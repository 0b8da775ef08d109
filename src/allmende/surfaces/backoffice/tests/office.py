"""What tests of the office have in common."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from allmende.foundation import clock
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState

PASSWORD = "a meadow full of bees"


def browser_of(actor: Any) -> Client:
    actor.language = "en"
    actor.save(update_fields=["language"])
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(actor.account)
    return browser


def text(answer: Any) -> str:
    assert answer.status_code in {200, 422}, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def dead_job(path: str = "allmende.commons.bin.tasks.empty_bin", **more: Any) -> Job:
    return Job.objects.create(
        path=path, state=JobState.DEAD, attempts=6, run_after=clock.now(), finished=clock.now(),
        error="Traceback …\nConnectionRefusedError: [Errno 111]", **more,
    )  # fmt: skip


def choose(browser: Client, deed: str, *keys: Any, **more: str) -> str:
    """Choose rows, and return where the preview stands."""
    answer = browser.post("/backoffice/bulk/", {"deed": deed, "key": [str(key) for key in keys], **more})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.headers["Location"]
