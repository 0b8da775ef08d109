"""A guest's first visit on a slow phone, as Lighthouse sees it: home, a call and a contribution of the demo, behind Caddy.

Lighthouse 12.8.2 (Apache-2.0) comes from npm when this is run and belongs to no node; `CHROME_PATH` names the browser. Caddy compresses
as `deploy/Caddyfile` has it, without a certificate: browsers count this machine as secure, and the node's own media origin has none either.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LIGHTHOUSE = "lighthouse@12.8.2"
GOAL = 0.98
FRONT = "{\n\tadmin off\n}\nhttp://localhost:%(front)s {\n\tencode zstd gzip\n\treverse_proxy %(node)s\n}\n"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def run(node: str, folder: Path, front: int, times: int) -> int:
    """Measure the pages of a node that runs at an address (`http://localhost:8000`); 1 when a category is below the goal.

    Of several runs the median counts: the browser shares the machine with the node.
    """
    missed = False
    with _behind_caddy(node, folder, front) as base:
        for name, path in _pages(node):
            reports = [_report(base + path, folder / f"{name}-{number}.json") for number in range(times)]
            scores = {
                key: _median(report["categories"][key]["score"] for report in reports)
                for key in reports[0]["categories"]
            }
            missed |= min(scores.values()) < GOAL
            print(f"{name:14}", *(f"{key} {round(score * 100)}" for key, score in scores.items()))
            for problem in _problems(reports[0]):
                print(f"{'':14} {problem}")
    return int(missed)


def _pages(node: str) -> Iterator[tuple[str, str]]:
    """Home, a call with a picture, and a contribution that guests see; the last only where there is one."""
    yield "home", "/"
    calls = re.findall(r'href="(/calls/[a-z0-9-]+/)"', _read(f"{node}/calls/"))
    yield "call", calls[0]
    for call in calls:
        found = re.search(rf'href="({call}contributions/\d+[^"/]*/)"', _read(f"{node}{call}contributions/"))
        if found:
            yield "contribution", found[1]
            return


def _read(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        text: str = answer.read().decode()
        return text


@contextmanager
def _behind_caddy(node: str, folder: Path, front: int) -> Iterator[str]:
    settings = folder / "Caddyfile"
    settings.write_text(FRONT % {"front": front, "node": node.removeprefix("http://")})
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/bin:/usr/local/bin"}
    command = ["caddy", "run", "--config", str(settings), "--adapter", "caddyfile"]
    proxy = subprocess.Popen(command, env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)
        yield f"http://localhost:{front}"
    finally:
        proxy.terminate()
        proxy.wait()


def _report(url: str, path: Path) -> dict[str, Any]:
    command = [
        "npx",
        "--yes",
        LIGHTHOUSE,
        url,
        "--quiet",
        "--output=json",
        f"--output-path={path}",
        f"--chrome-flags={FLAGS}",
    ]
    subprocess.run(command, check=True)
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def _median(values: Iterator[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _problems(report: dict[str, Any]) -> Iterator[str]:
    """What costs something, in Lighthouse's words."""
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{audit['title']}: {audit.get('displayValue') or audit['score']}"
