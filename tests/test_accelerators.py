"""jieba and diff-match-patch are the reference: what runs faster must give the same answer."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import fast_diff_match_patch
import jieba
import pytest
import rjieba
from diff_match_patch import diff_match_patch
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
#: Where the two are known to cut otherwise: URLs, e-mail addresses, telephone and permit numbers.
_LATIN_RUN = re.compile(r"[A-Za-z0-9@:/._\-—–―]{4,}")
_WORDS = st.lists(
    st.sampled_from(
        ["朝阳区", "新质生产力", "增长", "5.3%", "的", "建设", "，", "。", "就业", "城市更新", "2024年", "不少于", "万"]
    ),
    max_size=30,
)


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.name[:3])
def test_rjieba_cuts_as_jieba_does(path: Path) -> None:
    jieba.setLogLevel(logging.ERROR)
    for line in path.read_text("utf-8").splitlines():
        plain = _LATIN_RUN.sub("，", line)
        assert list(rjieba.cut(plain)) == jieba.lcut(plain)


@settings(max_examples=150)
@given(_WORDS, _WORDS)
def test_the_fast_differ_gives_what_diff_match_patch_gives(old: list[str], new: list[str]) -> None:
    reference = diff_match_patch()
    reference.Diff_Timeout = 0
    first, second = "".join(old), "".join(new)
    signs = {-1: "-", 0: "=", 1: "+"}
    expected = [(signs[sign], text) for sign, text in reference.diff_main(first, second, False)]
    found = fast_diff_match_patch.diff(first, second, timelimit=0, checklines=False, counts_only=False, cleanup="No")
    assert found == expected
