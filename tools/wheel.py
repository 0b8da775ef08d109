"""Build a release: `python -m tools.wheel [FOLDER]` (default `dist`) makes the wheel with all assets in it, the sdist, and what they are made of.

The source is copied first, so that the compressed static files, which only a wheel carries, never lie in a checkout. The same tree
gives the same bytes: files are as old as `SOURCE_DATE_EPOCH` says, without it as the last commit.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import messages, sbom

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    "src",
    "tools",
    "requirements",
    "pyproject.toml",
    "package-lock.json",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "SECURITY.md",
)
VENDOR = ROOT / "src" / "allmende" / "static" / "vendor" / "icons.svg"


def build(folder: Path) -> Path:
    """Build into a folder and return the wheel; raises CalledProcessError with the tools' own words on stderr."""
    if not VENDOR.exists():
        sys.exit("The front-end packages lack; `./allmende --help` sets them up.")
    messages.compile_all()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="allmende-wheel-") as name:
        copy = Path(name) / "allmende"
        copy.mkdir()
        dated = os.environ | {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or _last_commit()}
        _copy_source(copy)
        _run(copy, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(folder), env=dated)
        _run(copy, "-m", "tools.sbom", sbom.NAME, env=dated)
        shutil.copy2(copy / sbom.NAME, folder)
        _collect_static(copy, data=Path(name) / "data")
        made = Path(name) / "made"
        _run(copy, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(made), env=dated)
        (wheel,) = made.glob("*.whl")
        return Path(shutil.move(wheel, folder / wheel.name))


def _last_commit() -> str:
    """When the tree was committed, in seconds since 1970; nothing for a tree without its history, which the builder dates itself."""
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _copy_source(copy: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", "static_built", "var")
    for part in COPIED:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=ignored)
        else:
            shutil.copy2(source, copy / part)


def _collect_static(copy: Path, data: Path) -> None:
    """Hash and compress all static files; the originals stay out of the wheel, as nothing would read them."""
    collect = (
        "import django\n"
        "from django.conf import settings\n"
        "settings.STATIC_ROOT = settings.STATIC_BUILT\n"
        "settings.STORAGES['staticfiles'] = {'BACKEND': 'allmende.config.static.BuiltStatic'}\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('collectstatic', interactive=False, verbosity=0)\n"
    )
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("ALLMENDE_")}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "allmende.config.settings", "ALLMENDE_DATA": str(data)}
    _run(copy, "-c", collect, env=surroundings | {"PYTHONPATH": str(copy / "src")})
    shutil.rmtree(copy / "src" / "allmende" / "static")


def _run(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> None:
    subprocess.run([sys.executable, *arguments], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    print(build(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist")))
