"""Formulations that show themselves even when they stand once: quoted terms, counted names, names by their head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from archive.analysis.discovering.words import is_worded, may_begin, word_lists

_QUOTED = re.compile(r"[“‘「]([^“”‘’「」『』。！？；：\n]{2,18})[”’」]")
_COUNTED = re.compile(
    r"^(?:[一二两三四五六七八九十百千]+[个大项类件带区宜子有性群链老小横纵园路放微月人把先后跨站三]|\d+\+|[\dA-Za-z一二三四五六七八九十百千]+\+)"
)
_FORMULA = re.compile(r"(?<![A-Za-z0-9])[0-9A-Z]+(?:\+[0-9A-Z]+)+(?![A-Za-z0-9])")
_VERSION = re.compile(r"\d\.0")
_PUNCTUATION = re.compile(r"[，,;；()（）]")
LONGEST_NAME = 6  # words before a head
SHORTEST_NAME, LONGEST_TEXT = 4, 18


def quoted_terms(text: str) -> Iterator[str]:
    """What stands in quotation marks and is short enough to be a term.

    >>> list(quoted_terms("推进“两区”建设，“疏整促”专项；他说：“我们一定要把各项工作做得更好，不负大家的期望。”"))
    ['两区', '疏整促']
    """
    for match in _QUOTED.finditer(text):
        term = match.group(1).strip()
        if len(term) >= 2 and not _PUNCTUATION.search(term):
            yield term


def is_counted_name(term: str) -> bool:
    """Whether a quoted term sums things up by number: 四个走在前, 一园一花一品, 1+43+N.

    >>> is_counted_name("四个走在前"), is_counted_name("1+43+N"), is_counted_name("天花板")
    (True, True, False)
    """
    return bool(_COUNTED.match(term))


def formulas(text: str) -> Iterator[str]:
    """Names such as 3+X, quoted or not.

    >>> list(formulas("构建“3+X”体系，完善1+43+N平台"))
    ['3+X', '1+43+N']
    """
    yield from (match.group() for match in _FORMULA.finditer(text))


def versioned_names(runs: Iterable[Sequence[str]]) -> Iterator[str]:
    """A word with the number of its version, such as 互联网3.0.

    >>> list(versioned_names([["布局", "互联网", "3.0", "产业"], ["增长", "3.05"]]))
    ['互联网3.0']
    """
    for run in runs:
        for before, word in pairwise(run):
            if _VERSION.fullmatch(word) and len(before) > 1 and may_begin(before):
                yield before + word


def names_by_head(runs: Iterable[Sequence[str]]) -> Iterator[str]:
    """Names that a head word such as 行动 or 示范区 closes, as far back as no verb or particle stands.

    >>> list(names_by_head([["推进", "大运河", "文化", "带", "建设"], ["开展", "安全", "生产", "行动"]]))
    ['大运河文化带', '安全生产行动']
    """
    heads = word_lists().heads | word_lists().common_heads
    longest = max(map(len, heads))
    for run in runs:
        for index, word in enumerate(run):
            tail = word
            for start in range(index, max(-1, index - 3), -1):
                tail = word if start == index else run[start] + tail
                if len(tail) > longest:
                    break
                if tail in heads or (start == index and any(tail.endswith(head) for head in heads if len(head) > 1)):
                    name = _back_to_verb(run, start, index) if _closes(run, index) else None
                    if name:
                        yield name
                    break


def is_named_by_head(name: str) -> bool:
    """Whether a name ends in a head that makes it one even where it stands once, and is nothing that is built once.

    >>> is_named_by_head("大运河文化带"), is_named_by_head("留学服务"), is_named_by_head("夜景照明升级工程")
    (True, False, False)
    """
    lists = word_lists()
    return any(name.endswith(head) for head in lists.heads) and not lists.works.search(name)


def _closes(run: Sequence[str], last: int) -> bool:
    """Whether word `last` ends a name rather than leads on to its real head (战略 in 战略定力)."""
    if last + 1 == len(run):
        return True
    lists, after = word_lists(), run[last + 1]
    return after in lists.edges or after in lists.verbs or after in lists.tails or after in lists.common


def _back_to_verb(run: Sequence[str], head: int, last: int) -> str | None:
    """The name that ends with word `last`; None where its beginning is lost (a word cut in two, a whole clause)."""
    start = head
    while start > 0 and last - start < LONGEST_NAME and may_begin(run[start - 1]):
        start -= 1
    lists = word_lists()
    before = run[start - 1] if start else ""
    cut = len(before) == 1 and before not in lists.edges and before not in lists.verbs
    if cut or last - start >= LONGEST_NAME:
        return None
    name = "".join(run[start : last + 1])
    return name if SHORTEST_NAME <= len(name) <= LONGEST_TEXT and is_worded(name) else None
