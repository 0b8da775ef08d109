"""How people go through pages in journeys: they press what they read, fill in what has a name, and pick people by their first letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def press(page: Any, name: str) -> None:
    """Press the first button or link of the page's main part that says exactly this; a question that it asks is answered with yes."""
    main = page.locator("main")
    found = main.get_by_role("button", name=name, exact=True).or_(main.get_by_role("link", name=name, exact=True))
    found.first.click()
    if page.locator("dialog[open]#confirm").count():
        page.locator("dialog[open]#confirm [data-tone]").last.click()


def fill(page: Any, **values: str) -> None:
    """Fill in fields by their names, `_` for `-`."""
    for name, value in values.items():
        page.locator(f"main [name='{name.replace('_', '-')}']").first.fill(value)


def pick(page: Any, name: str) -> None:
    """Choose someone by the first letters of their name."""
    box = page.locator("main input[role=combobox]").first
    box.press_sequentially(name[:4])
    page.get_by_role("option", name=name).first.wait_for()
    box.press("Enter")


def hears(page: Any, said: str) -> None:
    """Wait until the page says something."""
    page.get_by_text(said).first.wait_for()


def film(page: Any, recording: Path, shows: str) -> None:
    """Let a recording go up once the page's scripts are there, and say what it shows."""
    page.wait_for_url("**/edit/")
    page.locator("html[data-ready]").wait_for(state="attached")
    page.locator("[name=recordings]").set_input_files(str(recording))
    page.locator("[name^='alt-of-']").fill(shows)
