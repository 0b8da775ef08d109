"""Settings of a node that is to fail: the house's own, a mail server on this machine, and points at which it may die."""

import os

from allmende.config.settings import *  # noqa: F403
from allmende.config.settings import INSTALLED_APPS, MAILERS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.dying.Dying"]
if port := os.environ.get("FAULTS_SMTP"):
    BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    MAILERS = {
        **MAILERS,
        "default": {"BACKEND": BACKEND, "OPTIONS": {"host": "127.0.0.1", "port": int(port), "timeout": 5}},
    }
