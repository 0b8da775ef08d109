"""Tasks that tests enqueue."""

import time
from pathlib import Path

from django.tasks import task

from allmende.foundation.tasks.worker import progress

DONE: list[object] = []


@task()
def note(word: str) -> str:
    """Note a word, and answer with it."""
    DONE.append(word)
    return word


@task()
def fail() -> None:
    """Fail each time."""
    DONE.append("tried")
    raise ValueError("The pond is dry.")


@task()
def walk(steps: int) -> int:
    """Note how far it is, step by step."""
    for step in range(steps):
        progress(step, steps)
    return steps


@task()
def sleep_at(folder: str, seconds: float) -> None:
    """Leave a mark when it begins, sleep, and leave another at the end."""
    begun = len(list(Path(folder).glob("begun-*")))
    (Path(folder) / f"begun-{begun + 1}").touch()
    time.sleep(seconds if begun == 0 else 0)
    (Path(folder) / "ended").touch()
