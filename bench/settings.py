"""The house's settings with no more than the spine in it: tables are made from the models, without migrations."""

from allmende.config.settings import *  # noqa: F403  the house's own settings, then less of them

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "allmende.foundation.text",
    "allmende.foundation.journal",
    "allmende.identity.actors",
    "allmende.identity.accounts",
    "allmende.commons.audiences",
    "allmende.commons.things",
    "allmende.commons.spaces",
    "allmende.observers.feed",
    "bench.stock",
]
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
