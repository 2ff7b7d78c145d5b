"""A person's own lexicon and decisions about discovered themes."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Archive
from archive.analysis.theme_decisions import ThemeDecision
from archive.analysis.themes import load_lexicon
from archive.errors import ArchiveError, BadInput, BadLexicon, NotFound
from archive.workflow.verifying import notes
from tests.workflow.making import written

OWN = "[青山]\n四进四增 | 四进四增行动\n营商小站\n"


def _themes(archive: Archive, origin: str | None = None) -> dict[str, int]:
    return {row["name"]: row["mentions"] for row in archive.themes(origin=origin)}


def test_formulations_of_ones_own_are_found_in_every_version(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.discover()
        assert "四进四增行动" in _themes(archive, "discovered")
        assert archive.use_lexicon(written(tmp_path, "own.txt", OWN))
        assert _themes(archive, "lexicon")["四进四增"] == 2
        assert "四进四增行动" not in _themes(archive, "discovered")  # what is listed is not discovered again
        assert archive.lexicons()[0]["formulations"] == 2
        archive.add([written(tmp_path, "more.txt", "全区设立营商小站。\n")])
        assert _themes(archive)["营商小站"] == 2
        assert archive.verify() == []
        before = archive.themes()
        archive.reindex()
        assert archive.themes() == before
        assert archive.verify() == []


def test_an_empty_lexicon_takes_it_back(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        before = archive.themes()
        own = written(tmp_path, "own.txt", OWN)
        archive.use_lexicon(own)
        assert not archive.use_lexicon(own)
        archive.use_lexicon(written(tmp_path, "own.txt", ""))
        assert archive.themes() == before
        assert archive.lexicons() == []
        assert archive.verify() == []
        with pytest.raises(NotFound, match="take back"):
            archive.use_lexicon(own)


def test_a_lexicon_with_a_mistake_is_named_with_its_line_and_not_recorded(path: Path, tmp_path: Path) -> None:
    listed = load_lexicon().entries[0].name
    with Archive(path) as archive:
        archive.use_lexicon(written(tmp_path, "own.txt", OWN))
        head = archive.head()
        for text, says in (
            ("青山蓝\n\n", "bad.txt: line 2"),
            (f"青山蓝\n{listed}\n", "bad.txt: line 2"),
            ("营商小站\n", "bad.txt: line 1.*own.txt: line 3"),
            ("青.*蓝\n", "regular expression"),
        ):
            with pytest.raises(BadLexicon, match=says):
                archive.use_lexicon(written(tmp_path, "bad.txt", text))
        assert archive.head() == head


def test_what_was_recorded_still_works_beside_a_lexicon_that_lists_it_too() -> None:
    from archive.analysis.lexicon import Entry

    lexicon = load_lexicon()
    listed = lexicon.entries[0]
    joined = lexicon.joined(
        [
            Entry(listed.name, "自定", ("青山绿谷谷",)),
            Entry("青山蓝蓝", "自定", (listed.name,), part_of="不在列", related=("不在列", listed.name)),
        ]
    )
    assert len(joined.entries) == len(lexicon.entries) + 1
    assert "青山绿谷谷" in joined.names[listed.name].aliases
    assert joined.names["青山蓝蓝"] == Entry("青山蓝蓝", "自定", related=(listed.name,))


def test_a_decision_holds_for_every_later_discover(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.discover()
        assert {"四进四增行动", "青山绿谷", "青山绿谷品牌"} <= set(_themes(archive, "discovered"))
        archive.decide_theme(ThemeDecision("drop", "青山绿谷品牌"))
        archive.decide_theme(ThemeDecision("rename", "四进四增行动", "四进四增"))
        archive.decide_theme(ThemeDecision("keep", "营商小站"))
        expected = {"四进四增": 2, "营商小站": 1, "青山绿谷": 3}
        assert _themes(archive, "discovered") == expected
        archive.add([written(tmp_path, "more.txt", "持续深化“四进四增”行动，擦亮“青山绿谷”品牌。\n")])
        archive.discover()
        found = _themes(archive, "discovered")
        assert found["四进四增"] == 3
        assert not {"青山绿谷品牌", "四进四增行动"} & set(found)
        assert archive.verify() == []
        archive.reindex()
        assert _themes(archive, "discovered") == found
        assert archive.verify() == []


def test_a_discovered_theme_can_be_merged_with_another_or_with_a_listed_one(path: Path) -> None:
    listed = "接诉即办"
    assert listed in load_lexicon().names
    with Archive(path) as archive:
        archive.discover()
        archive.decide_theme(ThemeDecision("merge", "青山绿谷品牌", "青山绿谷"))
        archive.decide_theme(ThemeDecision("merge", "四进四增行动", listed))
        assert _themes(archive, "discovered") == {"青山绿谷": 3}
        assert _themes(archive, "lexicon")[listed] == 2
        assert archive.verify() == []
        archive.decide_theme(ThemeDecision("drop", listed))  # only what was merged into it
        assert listed not in _themes(archive)
        assert archive.verify() == []


@pytest.mark.parametrize(
    ("decision", "error"),
    [
        (ThemeDecision("drop", "没有这个"), NotFound),
        (ThemeDecision("drop", "接诉即办"), NotFound),
        (ThemeDecision("merge", "青山绿谷", "没有这个"), NotFound),
        (ThemeDecision("merge", "青山绿谷", "青山绿谷"), NotFound),
        (ThemeDecision("rename", "青山绿谷", "四进四增行动"), BadInput),
        (ThemeDecision("rename", "青山绿谷", "青.*谷"), BadLexicon),
        (ThemeDecision("rename", "青山绿谷", "青山|绿谷"), BadInput),
        (ThemeDecision("keep", "谷"), BadLexicon),
        (ThemeDecision("keep", "青\ud800山"), BadInput),
        (ThemeDecision("keep", "青\x1b山"), BadInput),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_not_recorded(
    path: Path, decision: ThemeDecision, error: type[ArchiveError]
) -> None:
    with Archive(path) as archive:
        archive.discover()
        head = archive.head()
        with pytest.raises(error):
            archive.decide_theme(decision)
        assert archive.head() == head


def test_discovered_themes_verify_after_facts_changed_or_a_version_was_withdrawn(path: Path) -> None:
    with Archive(path) as archive:
        archive.discover()
        archive.annotate("plan", {"published_on": "2019-01-10", "kind": "讲话"})
        assert archive.verify() == []
        archive.withdraw("plan", "by mistake")
        assert archive.verify() == []
        assert archive.verify_notes() == []
        before = archive.themes()
        archive.reindex()
        assert archive.themes() == before


def test_verify_finds_a_discovered_theme_that_was_tampered_with(path: Path) -> None:
    with Archive(path) as archive:
        archive.discover()
        for statement in (
            "UPDATE index_notes SET value = replace(value, '绿谷品牌', '绿谷行动') WHERE name = 'discovered_themes'",
            "DELETE FROM theme_mentions WHERE id = (SELECT max(id) FROM theme_mentions)",
            "INSERT INTO theme_aliases SELECT id, '别名' FROM themes LIMIT 1",
        ):
            archive.connection.execute("SAVEPOINT tampering")
            archive.connection.execute(statement)
            assert archive.verify(), statement
            archive.connection.execute("ROLLBACK TO tampering")
            archive.connection.execute("RELEASE tampering")
        assert archive.verify() == []


def test_words_recorded_and_not_yet_applied_are_told_and_then_applied(path: Path) -> None:
    from archive.workflow.discovering import record_discovery

    with Archive(path) as archive:
        record_discovery(archive.database, who="tester")  # and killed here
        assert any("not applied yet" in note for note in notes(archive.database))
        archive.add([])
        assert "四进四增行动" in _themes(archive, "discovered")
        assert archive.verify() == []
        assert archive.verify_notes() == []
