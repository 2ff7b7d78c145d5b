"""One catalogue for the words of every page."""

from __future__ import annotations

import re

import pytest

from archive.analysis.pairs.arithmetic import bound
from archive.diffing.rendering.wording import english_words
from archive.model import Comparator
from archive.publishing.languages import choose, diff_wording, note_translator, translator
from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "datasette_plugins" / "templates" / "archive").glob("*.html"))
_MESSAGE = re.compile(r"""\b_\(\s*(?:"([^"]+)"|'([^']+)')""")
_COUNTED = re.compile(r"""\b_n\([^"]+"[^"]+", "([^"]+)"\)""")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_every_word_of_a_template_has_its_chinese(template: object) -> None:
    chinese = translator("zh")
    text = template.read_text("utf-8")  # type: ignore[attr-defined]
    messages = {double or single for double, single in _MESSAGE.findall(text)}
    messages |= set(_COUNTED.findall(text))
    values = dict.fromkeys(
        ("a", "b", "n", "d", "year", "documents", "versions", "characters", "figures", "themes"), "7"
    )
    untranslated = {
        message for message in messages if chinese(message, **values) == message.replace("%%", "%") % values
    }
    assert not untranslated


def test_every_word_of_the_report_has_its_chinese() -> None:
    chinese = translator("zh")
    for module in ("report", "gist"):
        text = (ROOT / "archive" / "comparing" / "rendering" / f"{module}.py").read_text("utf-8")
        messages = re.findall(r"""\bsay\(\s*["']([^"']+)["']""", text)
        assert messages
        values = dict.fromkeys(re.findall(r"%\((\w+)\)s", " ".join(messages)), "7")
        assert not [message for message in messages if chinese(message, **values) == message % values]


@pytest.mark.parametrize(
    "note",
    [
        "implies 3.5% for what it is compared with",
        "stage: 立项 → 开工; both name 甲项目",
        "corrected by an analyst",
        "a: no such document; archive list shows what there is",
        "a@9: no such version; there are 1, 2",
        "9: no such theme",
        "5个 of 9个 by 2024-06-30; no later result was found",
        "no part 9 of this diff; there are 3",
        "1999: no document of that year among those chosen; the archive holds 2024",
        "甲: no document of this region in 2024 or 2026",
        "甲@1: no part 9; there are 3",
        "甲: withdrawn; it is kept in the ledger and shown nowhere; archive restore brings it back",
        "新增停车位数 · target",
        "停车治理 · 新增停车位数 · actual · 停车治理",
    ],
)
def test_a_note_leaves_no_english(note: str) -> None:
    assert not re.search("[a-z]{3}", note_translator("zh")(note))


def test_every_word_around_the_changes_of_a_diff_has_its_chinese() -> None:
    said = diff_wording("zh").words
    assert said.keys() == english_words().keys()
    for name, english in english_words().items():
        assert re.search("[\u4e00-\u9fff，；：（]", said[name]), name
        assert sorted(re.findall(r"{\w+}", said[name])) == sorted(re.findall(r"{\w+}", english)), name


@pytest.mark.parametrize("target", ["=", "~", ">", ">=", "<", "<="])
@pytest.mark.parametrize("result", ["=", "~", ">", ">=", "<", "<="])
def test_how_exact_a_percentage_is_can_be_said_in_chinese(target: Comparator, result: Comparator) -> None:
    assert re.search("[\u4e00-\u9fff]", translator("zh")(bound(target, result)))


@pytest.mark.parametrize("refusal", ["view: inline or side", "at: START-END is wanted here, two offsets in the text"])
def test_a_refusal_says_in_chinese_what_is_wanted(refusal: str) -> None:
    assert re.search("[\u4e00-\u9fff]", note_translator("zh")(refusal))


@pytest.mark.parametrize("word", ["not seen", "progress_of_target", "no result found", "lower_vs_floor", "given"])
def test_words_of_the_data_have_their_chinese(word: str) -> None:
    assert translator("zh")(word) not in (word, word.replace("_", " "))


@pytest.mark.parametrize(
    ("accepted", "chosen", "language"),
    [
        ("", None, "en"),
        ("zh-TW", None, "zh"),
        ("fr, en;q=0.2, zh;q=0.9", None, "zh"),
        ("en;q=0", None, "en"),
        ("zh;q=abc, en", None, "en"),
        ("en", "zh", "zh"),
        ("zh", "xx", "zh"),
        ("," * 100_000, None, "en"),
    ],
)
def test_the_language_is_chosen_from_what_is_asked(accepted: str, chosen: str | None, language: str) -> None:
    assert choose(accepted, chosen) == language
