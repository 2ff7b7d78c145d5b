"""The words of the interface in English and Simplified Chinese, from one catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources

from archive.comparing.rendering.wording import Wording
from archive.diffing.rendering.wording import DiffWording, english_words

#: What a person may choose, with its name in its own words.
LANGUAGES = {"en": "English", "zh": "中文"}
_LOCALES = {"zh": "zh_Hans"}
#: The contexts of those messages of the catalogue that are patterns of notes, words around the changes of a diff, and
#: what is said of tables, columns and canned queries.
_NOTE, _DIFF, _DESCRIBED = "note", "diff", "described"
_VALUE = re.compile(r"%\((\w+)\)s")


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
    words = _messages(language)

    def translate(message: str, **values: object) -> str:
        text = words.get(message) or message.replace("_", " ")
        return text % values if values else text

    return translate


def counter(language: str) -> Callable[[int, str, str], str]:
    """What says how many of something there are, given its word for one (which Chinese does without) and for many.

    >>> counter("en")(1, "document", "documents"), counter("zh")(1200, "document", "documents")
    ('1 document', '1,200 份文献')
    """
    translate = translator(language)

    def count(number: int, one: str, many: str) -> str:
        return f"{number:,} {one if number == 1 and language not in _LOCALES else translate(many)}"

    return count


def note_translator(language: str) -> Callable[[str], str]:
    """What turns the notes that the analysis writes of pairs and outcomes into a language, clause by clause.

    >>> note_translator("zh")("the wording changed; target to 2024-12-31, result to 2024-06-30")
    '表述有变；目标截至2024-12-31，结果截至2024-06-30'
    """
    patterns = _note_patterns(language)

    def translate(note: str) -> str:
        if not patterns:
            return note
        return "；".join(_translated(part, patterns) for part in note.split("; "))

    return translate


def report_wording(language: str) -> Wording:
    """How a report of a comparison speaks in a language."""
    return Wording(language, translator(language), note_translator(language))


def diff_wording(language: str) -> DiffWording:
    """How a diff speaks in a language.

    >>> diff_wording("zh").skipped(3)
    '3 段未变'
    """
    words = _messages(language, _DIFF)
    return DiffWording(language, {name: words.get(text, text) for name, text in english_words().items()})


def description_translator(language: str) -> Callable[[str], str]:
    """What turns a description of a table, column or canned query into a language; others' words stay as they are.

    >>> description_translator("zh")("The year of publication.")
    '发布年份。'
    """
    words = _messages(language, _DESCRIBED)
    return lambda text: words.get(text, text)


def _translated(part: str, patterns: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, words in patterns:
        found = pattern.fullmatch(part)
        if found:
            return words % found.groupdict()
    return part


@cache
def _note_patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The notes of the catalogue as patterns, those that say most first."""
    found = []
    for english, words in _messages(language, _NOTE).items():
        pieces = _VALUE.split(english)  # what is said as it stands, and between it the names of values
        pattern = "".join(
            f"(?P<{piece}>.+)" if place % 2 else re.escape(piece.replace("%%", "%"))
            for place, piece in enumerate(pieces)
        )
        found.append((-sum(map(len, pieces[::2])), re.compile(pattern), words))
    return tuple((pattern, words) for _, pattern, words in sorted(found, key=lambda item: item[0]))


def _messages(language: str, context: str | None = None) -> Mapping[str, str]:
    return _catalogue(language).get(context, {})


@cache
def _catalogue(language: str) -> Mapping[str | None, Mapping[str, str]]:
    """The messages of a language by their context: what stands in the templates has none."""
    if language not in _LOCALES:
        return {}
    from babel.messages.pofile import read_po

    file = resources.files("datasette_plugins").joinpath("locale", _LOCALES[language], "LC_MESSAGES", "messages.po")
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    found: dict[str | None, dict[str, str]] = {}
    for message in catalogue:
        if message.id and message.string:
            found.setdefault(message.context, {})[str(message.id)] = str(message.string)
    return found
