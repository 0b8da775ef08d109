from typing import Any

from django.apps import AppConfig

from allmende.foundation.text.catalogs import join_words


class TextConfig(AppConfig):
    name = "allmende.foundation.text"
    label = "text"

    def __init__(self, name: str, module: Any) -> None:
        super().__init__(name, module)
        join_words()  # before models are read: some say words by then
