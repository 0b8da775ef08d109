"""Build the wheel with all assets in it: `python -m tools.wheel [FOLDER]` (default `dist`).

The source is copied first, so that the compressed static files, which only a wheel carries, never lie in a checkout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import messages

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("src", "tools", "requirements", "pyproject.toml", "README.md", "LICENSE")
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
        _copy_source(copy)
        _collect_static(copy, data=Path(name) / "data")
        made = Path(name) / "made"
        _run(copy, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(made))
        (wheel,) = made.glob("*.whl")
        return Path(shutil.move(wheel, folder / wheel.name))


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
