"""The lexicon: what it holds, and how a bad file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.analysis.lexicon import built_in_entries
from archive.analysis.themes import find_mentions, load_lexicon
from archive.errors import BadLexicon
from archive.model import Passage, Span


def passage(text: str) -> Passage:
    return Passage("paragraph", None, (), (Span(0, len(text)),), text)


def test_the_built_in_lexicon_is_large_and_sorted_into_categories() -> None:
    entries = built_in_entries()
    assert len(entries) >= 400
    assert {"发展理念", "产业", "治理", "民生", "党建", "生态", "文化", "营商环境"} <= {e.category for e in entries}


def test_every_wording_of_the_lexicon_finds_its_own_theme() -> None:
    lexicon = load_lexicon()
    for entry in lexicon.entries:
        for wording in entry.wordings:
            found = {mention.theme for mention in find_mentions([passage(f"要{wording}。")], lexicon)}
            assert entry.name in found, (entry.name, wording)


def test_successions_lead_from_plan_to_plan() -> None:
    names = load_lexicon().names
    assert names["十五五"].succeeds == "十四五"
    assert names["十四五"].succeeds == "十三五"


BAD: dict[str, tuple[str, str, str]] = {
    "a cycle": ("bad.toml", '["类"]\n"甲乙丙" = { part_of = "丁戊己" }\n"丁戊己" = { part_of = "甲乙丙" }\n', "line 2"),
    "a duplicate alias": ("bad.toml", '["类"]\n"甲乙丙" = ["重复的"]\n"丁戊己" = ["重复的"]\n', "line 3"),
    "an alias twice in one entry": ("bad.toml", '["类"]\n"甲乙丙" = [\n"重复的",\n"重复的"]\n', "line 3"),
    "a wording of the built-in lexicon": ("bad.toml", '["类"]\n# ours\n"甲乙丙" = ["新质生产力"]\n', "line 3"),
    "a regular expression": ("bad.toml", '["类"]\n\n"甲乙丙" = ["甲.*丙"]\n', "line 3"),
    "a class of characters": ("bad.txt", "甲乙丙|[甲乙]丙\n", "line 1"),
    "ten thousand characters": ("bad.toml", '["类"]\n"甲乙丙" = ["' + "长" * 10_000 + '"]\n', "line 2"),
    "an empty wording": ("bad.toml", '["类"]\n"甲乙丙" = [\n  "丁戊",\n  "“”"]\n', "line 4"),
    "an empty line": ("bad.txt", "# ours\n甲乙丙 | 丁戊己\n\n庚辛壬\n", "line 3"),
    "a single character": ("bad.txt", "甲\n", "line 1"),
    "not TOML": ("bad.toml", '["类"]\n"甲乙丙" = [\n', "line"),
    "the same key twice": ("bad.toml", '["类"]\n"甲乙丙" = []\n"甲乙丙" = []\n', "line 3"),
    "a relation to nothing": ("bad.toml", '["类"]\n"甲乙丙" = { succeeds = "没有的" }\n', "line 2"),
    "an unknown field": ("bad.toml", '["类"]\n"甲乙丙" = { alias = ["x"] }\n', "line 2"),
    "numbers for wordings": ("bad.toml", '["类"]\n"甲乙丙" = [1, 2]\n', "line 2"),
    "no category": ("bad.toml", '"甲乙丙" = []\n', "line 1"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_lexicon_is_named_with_file_and_line(name: str, tmp_path: Path) -> None:
    file, text, line = BAD[name]
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadLexicon) as caught:
        load_lexicon(path)
    message = str(caught.value)
    assert message.startswith(f"{file}: {line}")
    assert "\n" not in message
    assert len(message) < 400


def test_a_missing_or_binary_lexicon_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00\x80")
    for path in (binary, tmp_path / "absent.toml"):
        with pytest.raises(BadLexicon, match=path.name):
            load_lexicon(path)


def test_users_add_formulations_in_toml_or_plain_text(tmp_path: Path) -> None:
    toml = tmp_path / "ours.toml"
    toml.write_text('["本区"]\n"三张清单" = { aliases = ["三单制"], part_of = "营商环境" }\n', encoding="utf-8")
    plain = tmp_path / "ours.txt"
    plain.write_text("# 街道的\n[街道]\n红墙议事会 | 红墙议事\n", encoding="utf-8")
    lexicon = load_lexicon(toml, plain)
    found = find_mentions([passage("推行三单制，开好红墙议事会。")], lexicon)
    assert [(mention.theme, mention.text) for mention in found] == [
        ("三张清单", "三单制"),
        ("红墙议事会", "红墙议事会"),
    ]
    assert lexicon.names["红墙议事会"].category == "街道"
