"""Environments that tests make for themselves: exactly what a lock says, with uv where it is, else with pip."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def uv() -> str | None:
    """The uv of this machine or of this checkout; None if there is none."""
    brought = ROOT / ".uv" / "bin" / "uv"
    return shutil.which("uv") or (str(brought) if brought.exists() else None)


def make(home: Path, lock: Path, *more: Path) -> Path:
    """Make an environment anew from a lock, with wheels of our own beside; return its Python.

    Raises CalledProcessError with what the installer said.
    """
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    python, program = home / "bin" / "python", uv()
    if program:
        _run(program, "venv", "--quiet", "--python", sys.executable, str(home))
        install = (program, "pip", "install", "--quiet", "--python", str(python))
    else:
        _run(sys.executable, "-m", "venv", str(home))
        install = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(*install, "--require-hashes", "-r", str(lock))
    for wheel in more:
        _run(*install, "--no-deps", str(wheel))
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
