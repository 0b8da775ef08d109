"""Pages of a real browser, as tests open them: they act only on what is ready, and what the browser complains of is noted."""

from collections.abc import Callable
from typing import Any

COMING = "html:not([data-ready]):has(script[type=module])"
"""A page whose scripts are on their way (`static/allmende/js/main.js` says when they are there)."""


def is_error(said: Any) -> bool:
    """Whether a message of the console is a complaint."""
    return bool(said.type == "error")


def new_page(
    context: Any, complaints: list[str], *, is_complaint: Callable[[Any], bool] = is_error, scripts: bool = True
) -> Any:
    """Open a page in a browser's context.

    Its scripts are there when `goto` returns, and before each act and each expectation, wherever a link has led. What a test
    reads at once (`input_value`, `inner_text`) is what the scripts do at once; for what a server answers it expects.
    """
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    # A page left before its view transition ends is no fault of the page.
    page.on("pageerror", lambda error: "Transition" in str(error) or complaints.append(str(error)))
    if scripts:
        page.add_locator_handler(page.locator(COMING), lambda: None)
        page.goto = _until_ready(page)
    return page


def _until_ready(page: Any) -> Callable[..., Any]:
    going = page.goto

    def goto(address: str, **how: Any) -> Any:
        answer = going(address, **how)
        page.locator(COMING).wait_for(state="detached")
        return answer

    return goto
