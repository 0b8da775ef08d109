"""A text in the operator's languages: one JSON column, read in the reader's language, else in another that has it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.cleaning import clean_text


def language_for(texts: dict[str, str], fallback: str = "") -> str:
    """Return the language in which these texts are to be read: the reader's, the fallback, or the first that has words."""
    wanted = ((get_language() or "")[:2], fallback[:2], *(code for code, _name in settings.LANGUAGES))
    return next((code for code in wanted if texts.get(code)), "")


def text_for(texts: dict[str, str], fallback: str = "") -> str:
    """Return the text in the reader's language, in the fallback, or in whatever language it has; empty when it has none."""
    return texts.get(language_for(texts, fallback), "")


class MultilingualField(models.JSONField):
    """Texts by language code (`{"de": "...", "en": "..."}`); cleaned when saved, each up to `limit` characters."""

    def __init__(self, *args: Any, limit: int | None = None, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(*args, **{"default": dict, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        """Without the limit, which is no matter of the schema."""
        return super().deconstruct()

    def pre_save(self, model_instance: models.Model, add: bool) -> dict[str, str]:
        """Clean the texts, on the instance too; raises ValidationError for an unknown language or one that is too long."""
        texts: dict[str, str] = getattr(model_instance, self.attname)
        if unknown := texts.keys() - dict(settings.LANGUAGES).keys():
            raise ValidationError(_("There is no language %(code)s here.") % {"code": min(unknown)})
        cleaned = {code: clean_text(text, self.limit).strip() for code, text in texts.items()}
        cleaned = {code: text for code, text in cleaned.items() if text}
        setattr(model_instance, self.attname, cleaned)
        return cleaned
