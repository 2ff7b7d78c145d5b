"""A new version is read only where it says something new, and its rows are those of reading it whole."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive
from archive.analysis.version import Analysis, ReadVersion, analyse
from archive.index import following
from tests.workflow.making import PLAN, REPORT

#: Pieces that a text can be made of: such as change what the next one is read under, and such as say it again.
PIECES = [
    *PLAN.split("\n\n"),
    *REPORT.split("\n\n"),
    "（一）2024年上半年工作情况",
    "二、下半年主要任务",
    "区里提出，明年将新增绿地12公顷。",
    "同时，改造背街小巷30条，推动青山公园二期开放。",
    "此外，新增学位2万个，青山公园二期完工。",
    "2019年，建成公园3个、改造5个。",
    "营商小站服务企业1200家。“两区”建设走在前列。",
]


PIECE = st.sampled_from(PIECES)
#: An edit: where, how many pieces go, and what comes in their place.
EDIT = st.tuples(st.integers(0, 11), st.integers(0, 2), st.lists(PIECE, max_size=2))


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECE, min_size=8, max_size=12), st.lists(EDIT, min_size=2, max_size=3))
def test_rows_of_a_later_version_are_those_of_reading_it_whole(
    pieces: list[str], edits: list[tuple[int, int, list[str]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db", who="tester") as archive:
        file = Path(folder) / "report.txt"
        for place, count, instead in [(0, 0, []), *edits]:
            pieces[place : place + count] = instead
            file.write_text("\n\n".join(pieces), "utf-8")
            archive.add([file], slug="report", facts={"region": "青山区"})
        assert archive.verify() == []


def test_what_a_version_says_again_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[list[str]] = []

    def noted(version: ReadVersion, *others: object, among: frozenset[int]) -> Analysis:
        read.append([version.reading.passages[position].text for position in sorted(among)])
        return analyse(version, *others, among=among)  # type: ignore[arg-type]

    monkeypatch.setattr(following, "analyse", noted)
    file = tmp_path / "report.txt"
    with Archive(tmp_path / "archive.db", who="tester") as archive:
        for text in (REPORT, REPORT.replace("1200家", "1300家") + "\n\n新增学位2万个。\n"):
            file.write_text(text, "utf-8")
            archive.add([file])
        rows = archive.connection.execute("SELECT count(*), count(DISTINCT text_id) FROM passages").fetchone()
        (searched,) = archive.connection.execute("SELECT count(*) FROM passages_fts").fetchone()
    assert read == [["深化“四进四增”行动，“青山绿谷”品牌更加响亮，营商小站服务企业1300家。", "新增学位2万个。"]]
    assert searched == rows[1] < rows[0]
