"""The description of the API (OpenAPI 3.1), made from the code: what Ninja leaves out is added here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import override
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from allmende.foundation.api.callers import Caller
from allmende.foundation.areas import areas

SCHEMES = {
    "token": {
        "type": "http", "scheme": "bearer",
        "description": "A token from the page “Tokens for programs”, below your security settings. The scopes that an operation needs stand beside it.",
    },
    "session": {
        "type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME,
        "description": "The session of the web pages; what changes something also sends the header X-CSRFToken.",
    },
}  # fmt: skip
RATES = {
    "RateLimit": {"description": "What is left of each policy, and in how many seconds all of it is there again.", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "How many requests are granted in how many seconds.", "schema": {"type": "string"}},
}  # fmt: skip
TAGGED = {
    "ETag": {"description": "The validator; begins with the version of what has one.", "schema": {"type": "string"}}
}
LINKED = {"Link": {"description": "The following page (rel=next); missing on the last.", "schema": {"type": "string"}}}
PLACED = {"Location": {"description": "The page of what was made.", "schema": {"type": "string"}}}
CALLED = {"WWW-Authenticate": {"schema": {"type": "string"}}}
LATER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}


class Description(OpenAPISchema):
    """Ninja's description, with scopes, headers, media types of refusals, and what each area is."""

    def __init__(self, *args: Any) -> None:
        self._answers: dict[tuple[Any, ...], tuple[dict[str, Any], bool]] = {}
        super().__init__(*args)

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """Describe an operation."""
        details: dict[str, Any] = super().operation_details(operation)
        caller = next(callback for callback in operation.auth_callbacks if isinstance(callback, Caller))
        details["security"] = [{"token": [caller.scope]}, {"session": []}, *([{}] if caller.guests else [])]
        for parameter in details["parameters"]:
            parameter["required"] |= parameter["name"] == "If-Match"
            parameter["schema"].pop("examples", None)
            if isinstance(parameter.get("examples"), list):
                parameter["example"] = parameter.pop("examples")[0]
        for status, response in details["responses"].items():
            self._complete(int(status), response, operation)
        return details

    def _complete(self, status: int, response: dict[str, Any], operation: Operation) -> None:
        if status >= 400:
            response["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        is_list = "Page[" in str(operation.response_models.get(200))
        response["headers"] = RATES | {
            200: TAGGED | (LINKED if is_list else {}), 201: PLACED, 401: CALLED, 429: LATER,
        }.get(status, {})  # fmt: skip

    def _create_schema_from_model(self, model: Any, *args: Any, **options: Any) -> tuple[dict[str, Any], bool]:
        """Describe a shape; an answer's once for all operations, as most give the same refusals, and each takes milliseconds."""
        answer = model.model_fields.get("response")
        made = super()._create_schema_from_model
        if answer is None:
            return made(model, *args, **options)  # type: ignore[no-any-return]
        key = answer.annotation, *args, *sorted(options.items())
        if key not in self._answers:
            self._answers[key] = made(model, *args, **options)
        return self._answers[key]

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Take over shapes. Raises ValueError where two have one name: one of them would be described by the other."""
        for name, shape in definitions.items():
            if self.schemas.setdefault(name, shape) != shape:
                raise ValueError(f"Two shapes of the API are called {name}.")

    def get_components(self) -> dict[str, Any]:
        """Describe what is shared."""
        components: dict[str, Any] = super().get_components()
        return components | {"securitySchemes": SCHEMES}


def describe_areas() -> list[dict[str, str]]:
    """Return what each tag of the description is."""
    with override("en"):
        return [{"name": area.key, "description": f"{area.name}. {area.note}"} for area in areas()]
