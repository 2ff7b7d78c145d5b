"""The ledger: what arrives is kept as it came, numbered, bound into the chain, and never altered."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive
from archive.errors import ArchiveError, NotAnArchive, NotFound
from archive.ledger import chain

FIRST = "关于绿化工作的报告\n\n今年新建公园3个。\n"
SECOND = "关于绿化工作的报告\n\n今年新建公园5个。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(FIRST, "utf-8")
    return path


def test_adding_twice_says_unchanged_and_records_once(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        assert [outcome.status for outcome in archive.add([report])] == ["added"]
        head = archive.head()
        assert [outcome.status for outcome in archive.add([report])] == ["unchanged"]
        assert archive.head() == head


def test_an_edited_file_becomes_version_2(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report])
        report.write_text(SECOND, "utf-8")
        (outcome,) = archive.add([report])
        assert (outcome.status, outcome.version) == ("new version", 2)
        assert archive.text("report@1") == FIRST
        assert archive.text("report") == SECOND
        assert [row["change"] for row in archive.log("report")] == [None, "figure"]


def test_a_new_layout_is_not_a_new_wording(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report])
        report.write_text(FIRST.replace("今年", "　　今年").replace("。", "。\n\n"), "utf-8")
        archive.add([report])
        assert archive.log("report")[-1]["change"] == "layout"


def test_the_same_name_in_another_folder_is_another_document(tmp_path: Path) -> None:
    for folder, text in (("one", FIRST), ("two", SECOND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(text, "utf-8")
    with Archive(tmp_path / "a.db") as archive:
        outcomes = archive.add([tmp_path / "one", tmp_path / "two"])
        assert [outcome.document for outcome in outcomes] == ["report", "report-2"]
        assert "--id report" in outcomes[1].reason


def test_bytes_come_back_exactly_with_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    raw = b"\xef\xbb\xbf" + FIRST.replace("\n", "\r\n").encode()
    path.write_bytes(raw)
    with Archive(tmp_path / "a.db") as archive:
        archive.add([path])
        assert archive.raw("report") == raw
        assert archive.text("report") == FIRST


def test_another_dress_of_the_same_text_is_kept_without_a_new_version(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report])
        report.write_bytes(FIRST.replace("\n", "\r\n").encode())
        assert archive.add([report])[0].status == "unchanged"
        assert archive.connection.execute("SELECT count(*) FROM captures").fetchone() == (2,)
        assert archive.verify() == []


@pytest.mark.parametrize("table", ["works", "captures", "versions", "events", "chain"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid"])
def test_triggers_refuse_to_alter_the_ledger(report: Path, tmp_path: Path, table: str, statement: str) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report], facts={"title": "报告"})
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            archive.connection.execute(statement.format(table))


@pytest.mark.parametrize("table", ["works", "captures", "versions", "events", "chain"])
def test_triggers_refuse_to_replace_a_ledger_row(report: Path, tmp_path: Path, table: str) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report], facts={"title": "报告"})
        archive.connection.execute("PRAGMA recursive_triggers = OFF")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            archive.connection.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        archive.connection.rollback()
        assert archive.verify() == []


def test_given_facts_go_before_the_text_and_older_ones_stay(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db", who="li") as archive:
        archive.add([report])
        archive.annotate("report", {"region": "海淀区", "published_on": "2024-03-01"})
        archive.annotate("report", {"region": "西城区"})
        (document,) = archive.documents()
        assert (document["region"], document["year"], document["date_basis"]) == ("西城区", 2024, "given")
        said = archive.connection.execute("SELECT who, payload FROM events ORDER BY id").fetchall()
        assert [who for who, _ in said] == ["li", "li"]
        assert "海淀区" in said[0][1]
        assert archive.verify() == []


def test_a_withdrawn_version_is_hidden_everywhere_and_kept(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report])
        report.write_text(SECOND, "utf-8")
        archive.add([report])
        assert archive.withdraw("report@2", "a mistake") == 1
        assert archive.text("report") == FIRST
        assert archive.search("公园5个") == []
        assert len(archive.log("report")) == 1
        assert archive.connection.execute("SELECT count(*) FROM versions").fetchone() == (2,)
        assert archive.verify() == []
        archive.withdraw("report", "all of it")
        assert archive.documents() == []
        with pytest.raises(NotFound, match="withdrawn"):
            archive.text("report")
        assert archive.verify() == []


def test_what_is_restored_is_shown_as_if_it_had_never_been_withdrawn(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive, Archive(tmp_path / "b.db") as copy:
        for text in (FIRST, SECOND, FIRST):
            report.write_text(text, "utf-8")
            archive.add([report])
        before = archive.log("report"), archive.figures(), archive.targets()
        today = archive.log("report")[0]["captured_at"][:10]
        archive.withdraw("report@2", "a mistake")
        archive.withdraw("report", "all of it")
        assert archive.restore("report@2", "this one is right") == 1
        assert archive.text("report") == archive.text("report", as_of=today) == SECOND
        assert len(archive.log("report")) == 1
        assert archive.restore("report", "so are the others") == 2
        assert (archive.log("report"), archive.figures(), archive.targets()) == before
        with pytest.raises(NotFound, match="not withdrawn"):
            archive.restore("report", "once more")
        with pytest.raises(ArchiveError, match="say why"):
            archive.restore("report", " ")
        assert archive.withdraw("report@1", "after all") == 1
        assert len(archive.log("report")) == 2
        assert archive.verify() == []
        said = archive.connection.execute("SELECT kind, count(*) FROM events GROUP BY kind").fetchall()
        assert dict(said) == {"restore": 3, "withdraw": 4}
        archive.export_bag(tmp_path / "bag")
        copy.import_bag(tmp_path / "bag")
        assert (copy.head(), copy.log("report")) == (archive.head(), archive.log("report"))
        assert copy.verify() == []


def test_documents_said_to_be_the_same_never_hide_each_other(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db", who="tester") as archive:
        for name in ("甲", "乙", "丙"):
            folder = tmp_path / name
            folder.mkdir()
            (folder / "report.txt").write_text(f"{name}区新增停车位5个。\n", "utf-8")
            archive.add([folder / "report.txt"])
        archive.annotate("report", {}, same_as="report-2")
        archive.annotate("report-2", {}, same_as="report-3")
        for other in ("report", "report-2"):
            with pytest.raises(ArchiveError, match="the same as report-3 already"):
                archive.annotate("report-3", {}, same_as=other)
        (tmp_path / "甲" / "report.txt").write_text("甲区新增停车位6个。\n", "utf-8")
        assert [outcome.document for outcome in archive.add([tmp_path / "甲" / "report.txt"])] == ["report-3"]


def test_documents_said_to_be_the_same_can_be_told_apart_again(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db", who="tester") as archive:
        for name, text in (("one", FIRST), ("two", SECOND)):
            (tmp_path / f"{name}.txt").write_text(text, "utf-8")
            archive.add([tmp_path / f"{name}.txt"])
        before = archive.figures()
        archive.annotate("two", {}, same_as="one")
        assert [row["document"] for row in archive.figures()] != [row["document"] for row in before]
        archive.annotate("two", {}, same_as="")
        assert archive.figures() == before
        assert archive.verify() == []


def test_what_is_withdrawn_is_called_so(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    with Archive(tmp_path / "a.db", who="tester") as archive:
        for count in (5, 6):
            report.write_text(f"全区新增停车位{count}个。\n", "utf-8")
            archive.add([report])
        archive.withdraw("report@1", "by mistake")
        with pytest.raises(ArchiveError, match="report@1: withdrawn"):
            archive.text("report@1")
        with pytest.raises(ArchiveError, match="there are report@2"):
            archive.text("report@3")
        archive.withdraw("report", "by mistake")
        with pytest.raises(ArchiveError, match="report: withdrawn"):
            archive.text("report", as_of="2999-01-01")


def test_same_as_sends_later_versions_to_the_other_document(tmp_path: Path) -> None:
    for name, text in (("report.txt", FIRST), ("report-new-name.txt", SECOND)):
        (tmp_path / name).write_text(text, "utf-8")
    with Archive(tmp_path / "a.db") as archive:
        archive.add([tmp_path / "report.txt"])
        archive.add([tmp_path / "report-new-name.txt"])
        archive.annotate("report-new-name", {}, same_as="report")
        (tmp_path / "report-new-name.txt").write_text(SECOND + "\n又及：新建步道2公里。\n", "utf-8")
        (outcome,) = archive.add([tmp_path / "report-new-name.txt"])
        assert (outcome.document, outcome.version) == ("report", 2)


def test_a_head_noted_earlier_is_kept_and_another_is_not(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report])
        head = archive.head()
        report.write_text(SECOND, "utf-8")
        archive.add([report])
        assert archive.holds_head(head)
        assert archive.holds_head(chain.ORIGIN)
        assert not archive.holds_head("0" * 64)


def _loosen(connection: sqlite3.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys = OFF")


def _columns() -> list[tuple[str, str]]:
    connection = sqlite3.connect(":memory:")
    script = Path(chain.__file__).with_name("migrations") / "0001_ledger.sql"
    connection.executescript(script.read_text("utf-8"))
    return [
        (table, column[1])
        for table in ("works", "captures", "versions", "events", "chain")
        for column in connection.execute(f"PRAGMA table_info({table})")
    ]


@pytest.mark.parametrize(("table", "column"), _columns())
def test_every_altered_column_is_found_and_named(report: Path, tmp_path: Path, table: str, column: str) -> None:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        archive.add([report], facts={"title": "报告"})
        assert archive.verify() == []
    connection = sqlite3.connect(path)
    _loosen(connection)
    (kind,) = connection.execute(f"SELECT typeof({column}) FROM {table} LIMIT 1").fetchone()
    altered = {"integer": f"{column} + 100", "blob": f"CAST({column} || 'x' AS BLOB)"}.get(
        kind, f"coalesce({column}, '') || 'x'"
    )
    connection.execute(f"UPDATE {table} SET {column} = {altered} WHERE rowid = (SELECT min(rowid) FROM {table})")
    connection.commit()
    connection.close()
    with Archive(path) as archive:
        found = archive.verify()
    assert found, f"{table}.{column} was altered and verify said nothing"


def test_swapped_versions_a_cut_tail_and_a_slipped_in_row_are_found(report: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        archive.add([report])
        report.write_text(SECOND, "utf-8")
        archive.add([report])
    for tampering in (
        "UPDATE versions SET number = 3 - number + 10; UPDATE versions SET number = number - 10",
        "DELETE FROM chain WHERE position = (SELECT max(position) FROM chain)",
        "DELETE FROM versions WHERE id = 2",
        "INSERT INTO works (slug) VALUES ('slipped-in')",
    ):
        copy = sqlite3.connect(":memory:")
        source = sqlite3.connect(path)
        source.backup(copy)
        source.close()
        _loosen(copy)
        copy.executescript(tampering)
        target = tmp_path / "tampered.db"
        target.unlink(missing_ok=True)
        written = sqlite3.connect(target)
        copy.backup(written)
        written.close()
        copy.close()
        with Archive(target) as archive:
            assert archive.verify(), tampering


def test_an_altered_derived_row_is_found(report: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        archive.add([report])
        with archive.connection:
            archive.connection.execute("UPDATE figures SET value = 4")
        assert any("figures" in problem for problem in archive.verify())
        archive.reindex()
        assert archive.verify() == []


def test_reindex_gives_the_same_rows(seeded_copy: Path) -> None:
    with Archive(seeded_copy) as archive:
        before = _dump(archive.connection)
        assert archive.reindex().changed == ()
        assert _dump(archive.connection) == before
        assert archive.verify() == []


def _dump(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = [
        name
        for (name,) in connection.execute(
            """SELECT name FROM sqlite_schema WHERE type = 'table'
               AND name NOT LIKE 'passages_fts%' AND name NOT LIKE 'sqlite%'"""
        )
    ]
    return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}


@settings(max_examples=15)
@given(
    texts=st.lists(
        st.text(st.sampled_from("朝阳区新建公园3个。\n，5%"), min_size=4, max_size=40).filter(
            lambda text: text.strip()
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_series_of_texts_is_kept_in_order_and_verifies(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("series")
    kept: list[str] = []
    with Archive(folder / "a.db") as archive:
        for text in texts:
            (folder / "report.txt").write_text(text, "utf-8", newline="")
            archive.add([folder / "report.txt"])
            if not kept or kept[-1] != text:
                kept.append(text)
        assert [archive.text(f"report@{number}") for number in range(1, len(kept) + 1)] == kept
        assert archive.verify() == []


def test_a_database_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAnArchive, match="not an archive of ours"):
        Archive(path)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(NotAnArchive, match="newer program"):
        Archive(path)


def test_a_backup_verifies_and_gives_the_same_bytes(seeded: Path, tmp_path: Path) -> None:
    with Archive(seeded) as archive:
        archive.backup(tmp_path / "copy.db")
        raws = {row["slug"]: archive.raw(row["slug"]) for row in archive.documents()}
        head = archive.head()
    with Archive(tmp_path / "copy.db") as copy:
        assert copy.head() == head
        assert {slug: copy.raw(slug) for slug in raws} == raws
        assert copy.verify() == []


def test_withdrawn_words_leave_the_search_index(report: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.add([report])
        report.write_text(SECOND, "utf-8")
        archive.add([report])
        archive.withdraw("report@1", "a mistake")
        kept = [text for (text,) in archive.connection.execute("SELECT text FROM passages")]
        assert not any("3个" in text for text in kept)
        orphans = "SELECT count(*) FROM passage_texts WHERE id NOT IN (SELECT text_id FROM passages)"
        assert archive.connection.execute(orphans).fetchone() == (0,)
        assert [hit.version for hit in archive.search("关于绿化工作的报告")] == [2]
        archive.connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")
        archive.connection.rollback()
