"""The words of the interface in English and Simplified Chinese, from one catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

#: What a person may choose, with its name in its own words.
LANGUAGES = {"en": "English", "zh": "中文"}
_LOCALES = {"zh": "zh_Hans"}


def choose(accepted: str, chosen: str | None) -> str:
    """The language of a page: the one chosen by the reader, else the first that the browser asks for and we have.

    >>> choose("de, zh-CN;q=0.8, en;q=0.5", None)
    'zh'
    >>> choose("zh", "en")
    'en'
    """
    if chosen in LANGUAGES:
        return chosen
    wanted = []
    for position, item in enumerate(accepted[:500].split(",")):
        name, _, weight = item.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), position, name.strip().lower()[:2]))
        except ValueError:
            continue
    return next((name for weight, _, name in sorted(wanted) if weight < 0 and name in LANGUAGES), "en")


def translator(language: str) -> Callable[..., str]:
    """What turns the English words of a template into those of a language, with ``%(name)s`` filled in."""
    words = _catalogue(language)

    def translate(message: str, **values: object) -> str:
        text = words.get(message) or message.replace("_", " ")
        return text % values if values else text

    return translate


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    if language not in _LOCALES:
        return {}
    from babel.messages.pofile import read_po

    file = resources.files("datasette_plugins").joinpath("locale", _LOCALES[language], "LC_MESSAGES", "messages.po")
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
