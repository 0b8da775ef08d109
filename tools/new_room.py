"""Make the skeleton of a room from the recipe, in the order of every room, with a passing test."""

import keyword
import re
import subprocess
import sys
from pathlib import Path
from string import Template

RECIPE = Path(__file__).with_name("recipe")
ROOMS_LINE = re.compile(r"^ALL_ROOMS = \((?P<rooms>[^)]*)\)$", re.MULTILINE)


def names(room: str) -> dict[str, str]:
    """What the recipe's placeholders stand for; raises ValueError for a name that can't be a room's."""
    if not re.fullmatch(r"[a-z]{3,18}s", room) or keyword.iskeyword(room):
        raise ValueError("A room is a plural noun in small letters, such as: offers, decisions, tenders.")
    thing = room[:-3] + "y" if room.endswith("ies") else room[:-1]
    article = "an" if thing[0] in "aeiou" else "a"
    return {
        "room": room,
        "Room": room.capitalize(),
        "thing": thing,
        "Thing": thing.capitalize(),
        "a_thing": f"{article} {thing}",
        "thing_words": room,
    }


def files(room: str) -> dict[str, str]:
    """The skeleton's files by their path below the root, filled in."""
    words = names(room)
    home = f"src/allmende/rooms/{room}"
    places = {
        "templates/index.html": f"{home}/templates/{room}/index.html",
        "templates/thing.html": f"{home}/templates/{room}/{words['thing']}.html",
        "tests/test_sharing.py": f"{home}/tests/test_sharing_{words['a_thing'].replace(' ', '_')}.py",
        "page.md": f"docs/{room}.md",
    }
    found = {}
    for path in sorted(RECIPE.rglob("*.tmpl")):
        name = path.relative_to(RECIPE).as_posix().removesuffix(".tmpl")
        found[places.get(name, f"{home}/{name}")] = Template(path.read_text(encoding="utf-8")).substitute(words)
    found[f"{home}/migrations/__init__.py"] = ""
    return found


def write(root: Path, room: str) -> list[Path]:
    """Write the skeleton and its line in the settings; raises ValueError where a room of that name is."""
    skeleton = files(room)
    if (root / "src/allmende/rooms" / room).exists():
        raise ValueError(f"There is a room {room} already.")
    settings = root / "src/allmende/config/settings.py"
    text = settings.read_text(encoding="utf-8")
    found = ROOMS_LINE.search(text)
    if found is None:
        raise ValueError("The line ALL_ROOMS in the settings is not as expected.")
    rooms = [*re.findall(r'"(\w+)"', found["rooms"]), room]
    listed = ", ".join(f'"{name}"' for name in rooms)
    written = []
    for name, content in skeleton.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        written.append(path)
    settings.write_text(ROOMS_LINE.sub(f"ALL_ROOMS = ({listed},)", text, count=1), encoding="utf-8")
    return written


def run(root: Path, room: str) -> int:
    """Make the room, its first migration and catalogues, and run its test; return the exit code."""
    try:
        written = write(root, room)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    for path in written:
        print(path.relative_to(root))
    for command in (
        ("-m", "django", "makemigrations", room, "--settings", "allmende.config.settings", "--verbosity", "0"),
        ("-m", "tools.messages", room),
        ("-m", "pytest", "-q", "--no-header", f"src/allmende/rooms/{room}"),
    ):
        done = subprocess.run([sys.executable, *command], cwd=root, check=False)
        if done.returncode:
            return 1
    print(
        f"\nThe room stands, and is open. Next: say what it is for (docs/{room}.md, rooms/{room}/__init__.py),\n"
        f"translate its words (locale/), write the rows of its rules and routes in the permission matrix (tests/), and\n"
        f"run ./allmende check."
    )
    return 0
