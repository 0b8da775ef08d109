"""For schemathesis: how parts of a file are sent (tus); it knows no such bytes by itself."""

from typing import Any

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def as_they_are(_context: Any, value: Any) -> bytes:
    """Bytes as they are; whatever else a case holds, in its words."""
    return value if isinstance(value, bytes) else str(value).encode()
