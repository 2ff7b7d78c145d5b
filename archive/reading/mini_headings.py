"""The short headings that open the parts of a report's paragraph and are run into its text.

京津冀协同发展纵深推进。“疏整促”专项行动有序开展。一般制造业…: the first sentence heads the paragraph, and
the second its first part; further on, each part opens with one. They have no number and no comma, and say of one
thing that it advances (or, in a plan, that it is to be advanced).
"""

from __future__ import annotations

import re

from archive.model import Span
from archive.reading.characters import fold_width
from archive.reading.sentences import sentences
from archive.reading.word_lists import one_of

_SHORTEST, _LONGEST = 4, 26
_MEASURED = re.compile(r"\d|[,:;?!]|[一二三四五六七八九十百千万亿]{1,12}[个家项条万亿%]")
_REPORTED = re.compile(f"^(?:{one_of('layout', 'told_beginnings')})|(?:{one_of('layout', 'told_endings')})[。]?$")


def mini_headings(passage_text: str) -> list[Span]:
    """The mini-headings of a paragraph, in order: ranges in `passage_text`, without the full stop.

    Only a paragraph that opens with one can have more of them; a sentence in the middle counts where it is as short and
    bare as the first and a longer one follows.

    >>> text = "商圈品质有效提升。高标准规划商圈发展，新增3家。消费结构持续优化。激发汽车消费活力，增长73%。"
    >>> [span.of(text) for span in mini_headings(text)]
    ['商圈品质有效提升', '消费结构持续优化']
    """
    folded = fold_width(passage_text)
    spans = sentences(passage_text)
    if len(spans) < 2 or not _is_mini(folded, spans[0]):
        return []
    found: list[Span] = []
    run = 0
    for position, span in enumerate(spans[:-1]):
        if not _is_mini(folded, span):
            run = 0
            continue
        run += 1
        deepest = 3 if position < 3 else 1
        followed = any(len(later) > len(span) for later in spans[position + 1 : position + 3])
        if run <= deepest and followed:
            found.append(Span(span.start, span.end - 1))
    return found


def _is_mini(folded: str, span: Span) -> bool:
    words = folded[span.start : span.end]
    return (
        _SHORTEST < len(words) <= _LONGEST
        and words.endswith("。")
        and not _MEASURED.search(words)
        and not _REPORTED.search(words[:-1])
    )
