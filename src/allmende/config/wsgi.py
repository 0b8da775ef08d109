"""Pages are served over WSGI; what a page asks of the database is answered within seconds, or given up."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.config.settings")
pages = get_wsgi_application()

from allmende.surfaces.web.middleware.guests import KeptPages  # noqa: E402  settings first
from allmende.surfaces.web.turns import Turns  # noqa: E402  settings first

LONGEST_STATEMENT = "5s"
"""So long a page's statement may take on PostgreSQL, waiting for others' locks included; tasks and commands take their time."""

for database in connections.settings.values():
    if database["ENGINE"].endswith("postgresql"):
        database["OPTIONS"]["options"] += f" -c statement_timeout={LONGEST_STATEMENT}"

application = KeptPages(Turns(pages))
