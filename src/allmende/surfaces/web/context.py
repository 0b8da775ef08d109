"""What every page's shell needs."""

from typing import Any

from django.http import HttpRequest

from allmende.foundation.doors import rooms


def shell(request: HttpRequest) -> dict[str, Any]:
    """The community, the reader and the doors of the house."""
    return {
        "space": getattr(request, "space", None),
        "reader": getattr(request, "actor", None),
        "doors": rooms(),
    }
