"""The functions that SQL is given: text in, text or a number out; null for null, an error for too much text."""

from __future__ import annotations

import json
from typing import Any

#: The longest text a function takes, in characters: a single call must end before the query's time does.
LONGEST = {"diff": 60_000, "similarity": 60_000, "segment": 100_000, "figure": 2_000}


def diff_html(old: object, new: object) -> str | None:
    """What changed from `old` to `new`, as an HTML fragment with every character of the texts escaped."""
    from archive.diffing import diff_texts
    from archive.diffing.rendering.html import render_fragment

    texts = _texts("diff", old, new)
    return None if texts is None else render_fragment(diff_texts(*texts))


def diff_stat(old: object, new: object) -> str | None:
    """The same in one line."""
    from archive.diffing import diff_texts
    from archive.diffing.rendering.stat import stat_line

    texts = _texts("diff", old, new)
    return None if texts is None else stat_line(diff_texts(*texts))


def parse_figure(text: object) -> str | None:
    """The quantities in a text as a JSON list, each with value, unit, comparator and place."""
    from archive.quantities.scan import scan_quantities

    texts = _texts("figure", text)
    if texts is None:
        return None
    found: list[dict[str, Any]] = [
        {
            "text": texts[0][quantity.start : quantity.end],
            "comparator": quantity.comparator,
            "value": float(quantity.value),
            "value_max": None if quantity.value_max is None else float(quantity.value_max),
            "unit": quantity.unit,
            "base_value": float(quantity.base_value),
            "base_unit": quantity.base_unit,
            "start": quantity.start,
            "end": quantity.end,
        }
        for quantity in scan_quantities(texts[0])
    ]
    return json.dumps(found, ensure_ascii=False)


def similarity(one: object, other: object) -> float | None:
    """How alike two texts are, from 0 to 1: the share of characters that stand in the same order in both."""
    from rapidfuzz.distance import Indel

    texts = _texts("similarity", one, other)
    return None if texts is None else round(Indel.normalized_similarity(*texts), 4)


def segment(text: object) -> str | None:
    """The words of a Chinese text, a space between each two."""
    from archive.diffing.words import cut_words

    texts = _texts("segment", text)
    return None if texts is None else " ".join(word for word in cut_words(texts)[0] if word.strip())


def _texts(name: str, *values: object) -> list[str] | None:
    if any(value is None for value in values):
        return None
    texts = [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values]
    if sum(map(len, texts)) > LONGEST[name]:
        raise ValueError(f"more than {LONGEST[name]} characters")
    return texts
