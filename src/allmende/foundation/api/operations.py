"""How an app declares its operations: what all of them share is said here once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from hashlib import sha256
from inspect import Parameter, getdoc
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Header, Router, Schema
from ninja.responses import Status
from ninja.signature.utils import get_typed_signature
from pydantic_core import to_jsonable_python

from allmende.foundation.api.callers import Caller
from allmende.foundation.api.schemas import Problem
from allmende.foundation.areas import Area, register
from allmende.foundation.once.commands import once

type View = Callable[..., Any]

READING = (401, 403, 404, 409, 410, 422, 429)
WRITING = (*READING, 413, 415)
CHANGING = (*WRITING, 412, 428)


class Refusal(Schema):
    """How Ninja holds the shape of an answer; one for all refusals, of which it would make fifteen hundred."""

    response: Problem


KEY = Header(
    ...,
    alias="Idempotency-Key",
    min_length=1,
    max_length=100,
    pattern=r"^[!-~]+$",
    description="Chosen by the caller for this one intent, such as a UUID: the same request with the same key is done once.",
    examples=["0b9f6f6e-7f0e-4f8e-9a50-1d3c8f0f2a11"],
)
MATCH = Header(
    None,
    alias="If-Match",
    max_length=400,
    description="The ETag of what is to be changed, from the GET at this address or another that shows its version; `*` for any.",
    examples=['"7.0f3a9c51d2"'],
)


class Operations(Router):
    """The operations of one area. A view's name is the operation's id; the first line of its docstring sums it up.

    `reads` is open to guests unless it is for `members`. `posts` makes something, or makes something happen, once for each
    Idempotency-Key: it returns what `answer` describes (201; None: 204), and what has a `url` is named as `Location`.
    `puts`, `changes` and `removes` may be repeated as they are; of `versioned` things they ask `unchanged(request, version)`.
    """

    def __init__(self, area: Area) -> None:
        super().__init__(tags=[area.key])
        self.area = register(area)

    def reads(self, path: str, answer: Any, *, members: bool = False) -> Callable[[View], View]:
        """Declare a GET."""
        return self._declare("GET", path, {200: answer}, READING, guests=not members)

    def posts(
        self, path: str, answer: Any = None, *, prepare: Callable[..., Any] | None = None
    ) -> Callable[[View], View]:
        """Declare a POST. `prepare(request, **arguments)` judges and makes of an uploaded `file` what the view takes, before any lock."""
        answers = {201: answer} if answer is not None else {204: None}
        return self._declare("POST", path, answers, WRITING, wrap=partial(_once, prepare=prepare))

    def puts(self, path: str, answer: Any = None, *, versioned: bool = False) -> Callable[[View], View]:
        """Declare a PUT."""
        return self._declare_change("PUT", path, answer, versioned)

    def changes(self, path: str, answer: Any = None, *, versioned: bool = True) -> Callable[[View], View]:
        """Declare a PATCH."""
        return self._declare_change("PATCH", path, answer, versioned)

    def removes(self, path: str, *, versioned: bool = False) -> Callable[[View], View]:
        """Declare a DELETE."""
        return self._declare_change("DELETE", path, None, versioned)

    def speaks(self, method: str, path: str, *, hidden: bool = False, **described: Any) -> Callable[[View], View]:
        """Declare an operation of a protocol of its own (tus): it answers with a response, and repeats as that protocol says."""
        answers = {200 if method in {"HEAD", "OPTIONS"} else 201 if method == "POST" else 204: None}
        return self._declare(
            method,
            path,
            answers,
            (*WRITING, 412, 507),
            guests=method == "OPTIONS",
            openapi_extra=described or None,
            include_in_schema=not hidden,
        )

    def _declare_change(self, method: str, path: str, answer: Any, versioned: bool) -> Callable[[View], View]:
        answers = {200: answer} if answer is not None else {204: None}
        wrap = _whole_if_matching if versioned else _whole
        return self._declare(method, path, answers, CHANGING if versioned else WRITING, wrap=wrap)

    def _declare(
        self, method: str, path: str, answers: dict[int, Any], refusals: tuple[int, ...], *,
        guests: bool = False, wrap: Callable[[View, dict[int, Any]], View] | None = None, **options: Any,
    ) -> Callable[[View], View]:  # fmt: skip
        def declare(view: View) -> View:
            head, _blank, rest = (getdoc(view) or "").partition("\n\n")
            name = _camel(view.__name__)
            self.add_api_operation(
                path, [method], wrap(view, answers) if wrap else view,
                auth=Caller(self.area, writes=method not in {"GET", "OPTIONS"}, guests=guests),
                response=answers, operation_id=name,
                summary=head.strip().rstrip("."), description=rest.strip() or head.strip(), **options,
            )  # fmt: skip
            known = (each for there in self.path_operations.values() for each in there.operations)
            made = next(each for each in known if each.operation_id == name)
            made.response_models |= dict.fromkeys(refusals, Refusal)
            return view

        return declare


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def _with(view: View, run: View, *more: Parameter) -> View:
    """Return `run` in the place of `view`: it takes what the view takes, the response, and more."""
    own = get_typed_signature(view)  # resolved among the names of the view's own module
    known = [each for each in own.parameters.values() if each.annotation is not HttpResponse]
    response = Parameter("response", Parameter.KEYWORD_ONLY, annotation=HttpResponse)
    others = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in (*more, response)]
    taking = wraps(view)(run)
    taking.__signature__ = own.replace(parameters=[*known, *others])  # type: ignore[attr-defined]
    return taking


def _given(view: View, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that a view asks for by name."""
    asked = get_typed_signature(view).parameters
    return {name: value for name, value in arguments.items() if name in asked}


def _once(view: View, answers: dict[int, Any], prepare: Callable[..., Any] | None) -> View:
    """Run a POST once for each key and caller; a repetition gets the first answer again."""
    status = next(iter(answers))

    def run(request: HttpRequest, *, idempotency_key: str, response: HttpResponse, **arguments: Any) -> Any:
        asked = [view.__name__, request.get_full_path(), fingerprint(request)]
        if prepare:
            arguments["file"] = prepare(request, **arguments)

        def do() -> Any:
            return to_jsonable_python(view(request, **_given(view, arguments | {"response": response})))

        answer = once(request.actor.id, f"api:{idempotency_key}", do, request=asked)  # type: ignore[attr-defined]
        if isinstance(answer, dict) and answer.get("url"):
            answer["url"] = response.headers["Location"] = request.build_absolute_uri(answer["url"])
        return Status(status, answer)

    return _with(view, run, Parameter("idempotency_key", Parameter.KEYWORD_ONLY, default=KEY, annotation=str))


def _whole(view: View, answers: dict[int, Any]) -> View:
    """Make a change whole or not at all."""
    status = next(iter(answers))

    def run(request: HttpRequest, *, response: HttpResponse, **arguments: Any) -> Any:
        with transaction.atomic():
            return Status(status, view(request, **_given(view, arguments | {"response": response})))

    return _with(view, run)


def _whole_if_matching(view: View, answers: dict[int, Any]) -> View:
    """The same, for what has a version: the header is described, and the view asks for it."""
    run = _whole(view, answers)

    def matching(request: HttpRequest, *, if_match: str | None = None, **arguments: Any) -> Any:
        return run(request, **arguments)

    return _with(view, matching, Parameter("if_match", Parameter.KEYWORD_ONLY, default=MATCH, annotation=str | None))


def fingerprint(request: HttpRequest) -> str:
    """Return a digest of what was sent: bodies as they are, files by their content."""
    if request.content_type != "multipart/form-data":
        return sha256(request.body).hexdigest()
    digest = sha256(repr(sorted(request.POST.lists())).encode())
    for name, file in [(name, file) for name, files in sorted(request.FILES.lists()) for file in files]:
        digest.update(f"{name}\0{file.name}\0{file.size}\0".encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()
