"""Lines and words that look like something else. All made up."""

from __future__ import annotations

import pytest

from archive.reading.document import read_document


@pytest.mark.parametrize("verb", ["交流", "沟通", "宣传", "检验", "调整", "试验", "观察", "准备", "介绍", "放松"])
def test_a_verb_doubled_is_good_chinese(verb: str) -> None:
    assert read_document(f"大家今天要坐下来{verb}{verb}再作决定。\n").findings == ()


def test_a_word_written_twice_is_still_a_slip() -> None:
    found = read_document("全区大力发展装备制造制造产业。\n").findings
    assert [finding.suggestion for finding in found] == ["制造"]
