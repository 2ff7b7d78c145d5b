"""Which sentence of one set of texts answers which of another, and which has no counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.analysis.theme_key import theme_key

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

#: Cosine of the character n-grams below which two sentences only share everyday words.
LEAST_SCORE = 0.15
#: Of the score with another sentence, the part that the one assigned is to have: what two years each say twice (done
#: and promised, with other numbers) is about as like crosswise, and none of the four is to be left alone for that.
LEAST_PART = 2 / 3
#: Sentences compared at a time, so that memory is bounded by this times the sentences of the other side.
_BLOCK = 512
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A sentence of the earlier list and its counterpart in the later one, by position; either may be missing.

    `margin` is by how much the score leads over the next best for either sentence; below 0 where that one answers
    another sentence still better.
    """

    earlier: int | None
    later: int | None
    score: float
    margin: float


def align_sentences(earlier: Sequence[str], later: Sequence[str]) -> tuple[Counterpart, ...]:
    """The best one-to-one assignment of two lists of sentences, in the order of the earlier, then of the later list.

    Scores are cosines of character n-gram TF-IDF (2 and 3 characters); the assignment makes their sum the greatest.
    Every sentence stands in exactly one row; one without a counterpart has None beside it and score 0. So has one for
    which the assignment left only a partner that it, or the partner, is far less like than another.

    >>> [(c.earlier, c.later) for c in align_sentences(["建设美丽公园", "增加车位"], ["今天天气", "建成美丽公园"])]
    [(0, 1), (1, None), (None, 0)]
    """
    matrix = _scores(earlier, later)
    chosen = _assignment(matrix)
    by_row, by_column = matrix, matrix.T.tocsr()
    rows = []
    taken = set()
    for number in range(len(earlier)):
        other = chosen.get(number)
        score = 0.0 if other is None else round(float(matrix[number, other]), _PLACES)
        rival = 0.0 if other is None else max(_next_best(by_row, number, other), _next_best(by_column, other, number))
        if other is None or score < rival * LEAST_PART:
            rows.append(Counterpart(number, None, 0.0, 0.0))
            continue
        rows.append(Counterpart(number, other, score, round(score - rival, _PLACES)))
        taken.add(other)
    rows += [Counterpart(None, number, 0.0, 0.0) for number in range(len(later)) if number not in taken]
    return tuple(rows)


def _scores(earlier: Sequence[str], later: Sequence[str]) -> csr_matrix:
    from scipy.sparse import csr_matrix, vstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    size = len(earlier), len(later)
    if not any(len(theme_key(text)) > 1 for text in (*earlier, *later)) or not all(size):
        return csr_matrix(size)
    model = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, lowercase=True)
    both = model.fit_transform([theme_key(text) for text in (*earlier, *later)])
    one, two = both[: len(earlier)], both[len(earlier) :].T.tocsr()
    blocks = []
    for start in range(0, len(earlier), _BLOCK):
        block = one[start : start + _BLOCK] @ two
        block.data = block.data.round(_PLACES)
        block.data[block.data < LEAST_SCORE] = 0
        block.eliminate_zeros()
        blocks.append(block)
    return csr_matrix(vstack(blocks))


def _assignment(matrix: csr_matrix) -> dict[int, int]:
    from scipy.sparse import diags, hstack
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    height, width = matrix.shape
    if matrix.nnz == 0:
        return {}
    # A column of its own for each sentence, worth next to nothing, stands for having no counterpart.
    full = hstack([matrix, diags([LEAST_SCORE / 1000] * height)]).tocsr()
    rows, columns = min_weight_full_bipartite_matching(full, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if column < width}


def _next_best(matrix: csr_matrix, row: int, chosen: int) -> float:
    start, end = matrix.indptr[row], matrix.indptr[row + 1]
    others = [
        float(score)
        for column, score in zip(matrix.indices[start:end], matrix.data[start:end], strict=True)
        if column != chosen
    ]
    return max(others, default=0.0)
