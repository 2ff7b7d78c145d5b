"""Who says what is reported: the names of people whose words a passage gives."""

from __future__ import annotations

import re
from functools import cache

from archive.reading.word_lists import load_data


@cache
def _speech() -> tuple[re.Pattern[str], frozenset[str]]:
    words = load_data("speech")
    before = "|".join(sorted(map(re.escape, words["offices"]), key=len, reverse=True))
    verbs = "|".join(map(re.escape, words["verbs"]))
    family = "".join(words["surnames"].split())
    return (
        re.compile(
            rf"(?:^|[。！？；，,;、”）)\s]|{before})([{family}][\u4e00-\u9fff]{{1,2}})(?:同志)?(?:还|又|也)?(?:{verbs})"
        ),
        frozenset(words["not_names"]),
    )


def speakers_in(text: str) -> list[tuple[int, str]]:
    """Where in a passage each person begins to be quoted, in order.

    >>> speakers_in("会议强调，要稳。区长王小明指出，要快。李华表示，很好。")
    [(10, '王小明'), (19, '李华')]
    """
    pattern, not_names = _speech()
    return [(m.start(1), m.group(1)) for m in pattern.finditer(text) if m.group(1) not in not_names]
