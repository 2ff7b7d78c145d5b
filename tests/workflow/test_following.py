"""A new version is read only where it says something new, and its rows are those of reading it whole."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive
from archive.analysis.version import Analysis, ReadVersion, analyse
from archive.index import following, store
from archive.workflow import indexing, verifying
from archive.workflow.indexing import index_pending
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


def _verified(folder: Path, texts: list[str], facts: list[dict[str, str]]) -> list[str]:
    file = folder / "report.txt"
    with Archive(folder / "archive.db", who="tester") as archive:
        for text, given_with_it in zip(texts, facts, strict=True):
            file.write_text(text, "utf-8")
            archive.add([file], slug="report", facts=given_with_it)
        return archive.verify()


def test_what_stands_between_the_halves_of_a_passage_is_read_anew(tmp_path: Path) -> None:
    torn = "我们坚持以人民为中心推动高质量发展，青山公园二\n\n— {} —\n\n期建成开放，新增绿地12公顷。"
    texts = [f"{REPORT}\n\n{torn.format(number)}\n\n其他工作稳步推进。\n" for number in (3, 4)]
    assert _verified(tmp_path, texts, [{}, {}]) == []


def test_facts_given_with_a_new_version_hold_for_the_earlier_ones(tmp_path: Path) -> None:
    facts = [{}, {"published_on": "2019-06-01", "kind": "公报"}]
    assert _verified(tmp_path, [REPORT, f"{REPORT}\n\n新增学位2万个。\n"], facts) == []


def test_a_version_that_another_process_came_to_is_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, file = tmp_path / "archive.db", tmp_path / "report.txt"
    with Archive(path, who="tester") as archive, Archive(path, who="other") as other:
        file.write_text(REPORT, "utf-8")
        archive.add([file])
        file.write_text(f"{REPORT}\n\n新增学位2万个。\n", "utf-8")
        archive.add([file], index=False)
        pending = indexing.pending_versions(archive.connection)
        index_pending(other.database)
        answers = iter([pending])
        found = indexing.pending_versions
        monkeypatch.setattr(indexing, "pending_versions", lambda connection: next(answers, None) or found(connection))
        index_pending(archive.database)
        assert archive.verify() == []


def test_texts_of_one_hash_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "text_hash", lambda _text: 7)
    monkeypatch.setattr(verifying, "text_hash", lambda _text: 7)
    file = tmp_path / "report.txt"
    with Archive(tmp_path / "archive.db", who="tester") as archive:
        for text in (REPORT, REPORT.replace("1200家", "1300家")):
            file.write_text(text, "utf-8")
            archive.add([file])
        texts = archive.connection.execute("SELECT count(DISTINCT text), count(DISTINCT text_id) FROM passages")
        assert len(set(texts.fetchone())) == 1
        assert [hit.version for hit in archive.search("1300家")] == [2]
        assert archive.verify() == []
        archive.connection.execute("UPDATE passages SET text_id = (SELECT min(text_id) FROM passages)")
        assert any("its text in the search index is another" in problem for problem in archive.verify())
