"""The spine's settings with search in them."""

from bench.settings import *  # noqa: F403  the spine's, then more of them

INSTALLED_APPS = [*INSTALLED_APPS, "allmende.foundation.tasks", "allmende.observers.search"]  # noqa: F405
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
ROOMS: tuple[str, ...] = ()
