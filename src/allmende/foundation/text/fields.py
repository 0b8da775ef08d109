"""Model fields for what people write: titles in one clean line, and rich text that carries its own safe HTML."""

from collections.abc import Iterable
from copy import copy
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.safestring import SafeString, mark_safe

from allmende.foundation.text.cleaning import TEXT_LIMIT, check_length, clean_line, clean_text
from allmende.foundation.text.markdown import render_markdown

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
else:
    _CharField, _TextField = models.CharField, models.TextField


class _Prepared(str):
    """A value that went through `pre_save`; anything else is on its way past it."""

    __slots__ = ()


class LineInput(forms.CharField):
    """A form's line: cleaned before it is judged, so that the limits see what will be stored."""

    def to_python(self, value: Any) -> str:
        """The cleaned line."""
        return clean_line(super().to_python(value) or "")


class TextInput(forms.CharField):
    """A form's text of several lines, cleaned before it is judged."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        return clean_text(super().to_python(value) or "")


class PlainField(_CharField):
    """A title or a name: one line, NFC, single spaces, no control characters; both databases keep to `max_length`."""

    def clean_value(self, value: str) -> str:
        """The line as stored; raises ValidationError when too long."""
        return clean_line(value, self.max_length)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Clean the line on the instance too, so that it shows what is stored."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = self.clean_value(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Clean what queries and `update()` pass."""
        value = super().get_prep_value(value)
        return clean_line(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        """A form field that cleans before it checks."""
        return super().formfield(**{"form_class": LineInput, **kwargs})


class _GuardedTextField(_TextField):
    """A text column that is written by `pre_save` only: `update()`, `bulk_update()` and fixtures are refused."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Refuse a text that did not come through `save()`, `create()` or `bulk_create()`."""
        if isinstance(value, str) and not isinstance(value, _Prepared) and value not in {"", self.get_default()}:
            raise TypeError(
                f"{self.name} is written with save(), create() or bulk_create(), which keep its HTML true; "
                f"update(), bulk_update() and fixtures do not."
            )
        return super().get_db_prep_save(str(value) if isinstance(value, _Prepared) else value, connection)


class RenderedField(_GuardedTextField):
    """The sanitised HTML of the rich text `source`, made whenever the row is saved; safe to show as it is."""

    def __init__(self, *args: Any, source: str = "", top: int = 2, trusted: bool = False, **kwargs: Any) -> None:
        self.source, self.top, self.trusted = source, top, trusted
        super().__init__(*args, **{"editable": False, "default": "", "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        """Migrations need the column only; how it is made is the model's affair."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> _Prepared:
        """Render the source anew, whatever stood here."""
        source = getattr(model_instance, self.source)
        html = render_markdown(source, top=self.top, trusted=self.trusted) if source else ""
        setattr(model_instance, self.attname, mark_safe(html))
        return _Prepared(html)

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> SafeString | None:
        """Marked safe: nothing but `pre_save` can have written it."""
        return None if value is None else mark_safe(value)


class RichTextField(_GuardedTextField):
    """Markdown in `<name>`, and its sanitised HTML in a second column `<name>_html` that this field adds itself.

    `max_length` (characters) holds wherever the text comes from, `top` is the level of the highest heading, `trusted`
    lets search engines follow links (for texts of those who run the community). In migrations both columns stand
    side by side.
    """

    def __init__(
        self,
        verbose_name: Any = None,
        *,
        max_length: int | None = TEXT_LIMIT,
        top: int = 2,
        trusted: bool = False,
        companion: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(verbose_name, max_length=max_length, **kwargs)
        # Made here and not later, so that its place among the columns is right after this one.
        self.companion = RenderedField(top=top, trusted=trusted) if companion else None

    def deconstruct(self) -> Any:
        """Without the limit, which is no matter of the schema, and without the companion, which is listed itself."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, {**kwargs, "companion": False}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Add both columns; on an abstract model only this one, its children add the other."""
        super().contribute_to_class(cls, name, private_only)
        if self.companion is not None and not cls._meta.abstract:
            rendered = copy(self.companion)
            rendered.source = name
            rendered.contribute_to_class(cls, f"{name}_html")
            _save_together(cls, name, f"{name}_html")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Clean the source, on the instance too; raises ValidationError when too long."""
        value = getattr(model_instance, self.attname)
        if not isinstance(value, str):
            return value
        value = clean_text(value, self.max_length)
        setattr(model_instance, self.attname, value)
        return _Prepared(value)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Check the length where a form or `full_clean` asks."""
        super().validate(value, model_instance)
        check_length(value or "", self.max_length)

    def formfield(self, **kwargs: Any) -> Any:
        """A text area that cleans before it checks and knows the limit."""
        return super().formfield(**{"form_class": TextInput, **kwargs})


def _save_together(cls: type[models.Model], name: str, html_name: str) -> None:
    """Let `save(update_fields=[name])`, and a save of an instance that deferred the HTML, write the HTML as well."""
    plain_save = cls.save

    def save(self: Any, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        if update_fields is not None and name in (update_fields := set(update_fields)):
            update_fields.add(html_name)
        elif update_fields is None and html_name in (deferred := self.get_deferred_fields()) and name not in deferred:
            setattr(self, html_name, "")
        plain_save(self, update_fields=update_fields, **options)

    cls.save = save  # type: ignore[method-assign]
