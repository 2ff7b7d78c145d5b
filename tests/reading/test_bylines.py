"""A byline of separators alone once made its pattern try every way to share them out."""

from __future__ import annotations

import pytest

from archive.reading.layout_words import layout_words


@pytest.mark.parametrize("run", ["、/" * 200, "、," * 200 + "甲", "/甲" * 300])
def test_a_row_of_separators_is_no_byline_and_soon_told(run: str) -> None:
    patterns = [pattern for kind, pattern in layout_words().credits if kind == "byline"]
    assert not any(pattern.fullmatch(f"记者张三{run}{'。' * 20}") for pattern in patterns)
    assert any(pattern.fullmatch("本报记者 张三、李四") for pattern in patterns)
