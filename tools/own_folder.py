"""A plugin of pytest: each process that runs tests keeps its node's data in a folder of its own.

It is named in `addopts`, because the settings are read before any conftest is. Processes that shared a folder would hear of
each other's writing, and overwrite each other's files: in frozen time two of them make the same ids.
"""

import atexit
import os
import shutil
import tempfile

if "ALLMENDE_DATA" not in os.environ:
    os.environ["ALLMENDE_DATA"] = tempfile.mkdtemp(prefix="allmende-test-")
    atexit.register(shutil.rmtree, os.environ["ALLMENDE_DATA"], ignore_errors=True)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["ALLMENDE_DATA"] += f"/{worker}"
    os.makedirs(os.environ["ALLMENDE_DATA"], exist_ok=True)
