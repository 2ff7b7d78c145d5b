"""Every rendering tells the whole change, and nothing in a text can break out of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from archive.diffing import diff_texts
from archive.diffing.rendering.docx import render_docx
from archive.diffing.rendering.html import render_fragment, render_html
from archive.diffing.rendering.markdown import render_markdown
from archive.diffing.rendering.ranked import ranked_rows, ranking
from archive.diffing.rendering.stat import stat_line
from archive.diffing.rendering.terminal import render_terminal
from archive.diffing.rendering.unified import render_unified
from archive.diffing.rendering.wording import DiffWording, english_words

OLD = (
    "第一章 总则\n第一条 全年增长5%左右。\n第二条 建成车位4500个，新建公园。\n"
    "甲、乙、丙三处先行。\n第三条 附则说明文字不变。\n"
)
NEW = (
    "第一章 总则\n甲、乙、丙三处先行。\n第一条 全年增长5%以上。\n"
    "第二条 建成车位5000个，新建公园<b>。\n第三条 附则说明文字不变。\n末段。"
)

HEDGES = ("投资1.1万亿元以上，占12%以上。", "投资1.29万亿元，发布12项。")


def test_how_much_an_amount_changed_can_be_read() -> None:
    markdown = render_markdown(diff_texts(*HEDGES))
    assert "up 1900亿元" in markdown and "12%以上 → 12项\n" in markdown  # no hedge is held against another thing's


def test_changes_are_told_weightiest_first_and_repeated_ones_once() -> None:
    old = "一、由甲办负责。\n\n二、新建公园3个，由甲办负责。\n\n三、由甲办印发。\n\n四、不变。\n"
    diff = diff_texts(old, old.replace("甲办", "乙局").replace("3个", "5个").replace("\n\n四", "\n\n\n四"))
    ranked = ranked_rows(diff)
    assert [row.block.change for row in ranked] == ["figure", "wording", "wording"]
    terminal = render_terminal(diff, context=1, width=80, color=False, ranked=ranked).splitlines()
    assert terminal[0] == "3× 由甲办 → 由乙局"
    assert next(line for line in terminal if line.startswith("~")).startswith("~ 二、新建公园")
    assert "不变" not in "".join(terminal)
    markdown = render_markdown(diff, ranked=ranked)
    assert "- 3× 由甲办 → 由乙局" in markdown and markdown.index("3个") < markdown.index("一、")
    told = ranking(diff)
    assert told["repeated"] == [{"from": "由甲办", "to": "由乙局", "blocks": [0, 1, 2]}]
    weights = [row["weight"] for row in told["ranking"]]
    assert weights == sorted(weights, reverse=True) and len(weights) == len(diff.changes)
    assert ranking(diff, ["由乙局"])["ranking"][0]["weight"] > weights[0]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
lines = st.lists(
    st.text("朝阳区高质量发展，。5%&<>\x1b\x00\ud800\t 三", max_size=12), max_size=8
).map("\n".join)  # fmt: skip
SOME = settings(max_examples=60, deadline=None)


def settled(document: bytes, *, accept: bool) -> str:
    """The text of a document after all its revisions are accepted or rejected."""
    gone = f"{W}del" if accept else f"{W}ins"
    out = []
    for paragraph in Document(BytesIO(document)).element.body.iterchildren(f"{W}p"):
        for node in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab"):
            if not any(above.tag == gone for above in node.iterancestors()):
                out.append("\t" if node.tag == f"{W}tab" else node.text or "")
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is None:
            out.append("\n")
    return "".join(out)[:-1]


def holdable(text: str) -> str:
    return re.sub("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


@settings(max_examples=20, deadline=None)
@given(lines, lines)
def test_accepting_a_tracked_document_gives_the_new_text_and_rejecting_the_old(old: str, new: str) -> None:
    document = render_docx(diff_texts(old, new), title="条例", author="archive")
    assert settled(document, accept=True) == holdable(new)
    assert settled(document, accept=False) == holdable(old)


def test_a_sentence_that_moved_is_tracked_where_it_was_and_where_it_is() -> None:
    old = "着力改善民生。加快建设一流商务环境，持续优化服务。全年增长5%左右。\n各单位要加强组织领导。确保落实。\n"
    sentence = "加快建设一流商务环境，持续优化服务。"
    new = old.replace(sentence, "").replace("确保", f"{sentence}确保")
    diff = diff_texts(old, new)
    for text in (
        render_terminal(diff, context=1, width=90, color=False),
        render_html(diff, title="", side_by_side=True),
    ):
        assert text.count("↓1") > 1
    assert "(↓1)" in render_markdown(diff)
    assert settled(render_docx(diff), accept=True) == new
    assert settled(render_docx(diff), accept=False) == old


def test_a_tracked_document_is_the_same_at_any_time() -> None:
    assert render_docx(diff_texts(OLD, NEW)) == render_docx(diff_texts(OLD, NEW))


def test_revisions_have_numbers_of_their_own() -> None:
    with ZipFile(BytesIO(render_docx(diff_texts(OLD, NEW)))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    numbers = [node.get(f"{W}id") for node in root.iter(f"{W}ins", f"{W}del")]
    assert len(numbers) > 4
    assert len(set(numbers)) == len(numbers)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice: apt-get install libreoffice-writer")
def test_libreoffice_accepts_all_and_the_new_text_comes_out(tmp_path: Path) -> None:
    source, target, profile = tmp_path / "diff.docx", tmp_path / "accepted.txt", tmp_path / "profile"
    source.write_bytes(render_docx(diff_texts(OLD, NEW)))
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run([*office, "--terminate_after_init"], check=True, timeout=120, capture_output=True)
    for file in Path(__file__).with_name("libreoffice").iterdir():
        shutil.copy(file, profile / "user" / "basic" / "Standard")
    macro = f'macro:///Standard.Settle.AcceptAll("{source}","{target}")'
    subprocess.run([*office, "--norestore", macro], check=True, timeout=120, capture_output=True)
    assert target.read_text(encoding="utf-8-sig").rstrip("\n") == NEW


@SOME
@given(lines, lines)
def test_nothing_in_a_text_becomes_markup(old: str, new: str) -> None:
    page = render_html(diff_texts(old, new), title="<b>&", side_by_side=False)
    assert "<b" not in page.replace("<body", "")
    assert "\x1b" not in page and "\x00" not in page
    page.encode("utf-8")


@SOME
@given(lines, lines, st.booleans(), st.integers(1, 200))
def test_nothing_in_a_text_steers_the_terminal(old: str, new: str, color: bool, width: int) -> None:
    shown = render_terminal(diff_texts(old, new), context=1, width=width, color=color)
    assert "\x00" not in shown
    assert "\x1b" not in re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert color or "\x1b" not in shown
    shown.encode("utf-8")


def test_a_fragment_carries_no_style_and_no_script() -> None:
    fragment = render_fragment(diff_texts(OLD, NEW), side_by_side=True)
    assert not re.search(r"<style|<script|style=|onclick", fragment)


def test_ins_and_del_say_what_came_and_went() -> None:
    page = unescape(render_html(diff_texts(OLD, NEW), title="条例", side_by_side=False))
    assert "<del>5%左右</del><ins>5%以上</ins>" in page
    assert "<del>4500个</del><ins>5000个</ins>" in page
    assert "4500个 → 5000个 (up 500个, 11.11%)" in page
    assert "5%左右 → 5%以上 (the same amount, hedge hardened)" in page


def test_a_page_speaks_the_language_it_is_given() -> None:
    words = {name: f"‹{name}›" for name in english_words()}
    for side_by_side in (False, True):
        page = render_html(
            diff_texts(OLD, NEW), title="条例", side_by_side=side_by_side, wording=DiffWording("zh", words)
        )
        assert '<html lang="zh-Hans">' in page
        assert not re.findall(r"[A-Za-z]{3,}", re.sub(r"<style>.*</style>|<[^>]*>|‹\w+›|&\w+;", "", page, flags=re.S))


def test_a_move_is_shown_where_it_went_from_and_where_to() -> None:
    page = render_html(diff_texts(OLD, NEW), title="条例", side_by_side=False)
    assert 'id="move-1"' in page and 'href="#move-1"' in page
    assert "moved up" in page and "moved up from here" in page


def test_the_terminal_keeps_to_its_width() -> None:
    from rich.cells import cell_len

    long = "朝阳区" * 60
    shown = render_terminal(diff_texts(long + "甲", long + "乙丙丁"), context=1, width=40, color=False)
    assert max(cell_len(line) for line in shown.splitlines()) <= 40


def test_marks_replace_colour() -> None:
    shown = render_terminal(diff_texts(OLD, NEW), context=0, width=100, color=False)
    assert "[-5%左右-]{+5%以上+}" in shown


def patched(old: str, patch: str) -> str:
    """What `patch` would make of `old`."""
    source = re.findall(r"[^\n]*\n|[^\n]+", old)
    out: list[str] = []
    at = 0
    body = patch.split("\n", 2)[2] if patch else ""
    previous = ""
    for line in re.findall(r"[^\n]*\n", body):
        head = re.match(r"@@ -(\d+),(\d+) ", line)
        if head:
            start = int(head[1]) - (int(head[2]) > 0)
            out += source[at:start]
            at = start
        elif line.startswith("\\"):
            if previous in "+ ":
                out[-1] = out[-1][:-1]
        elif line[0] == "+":
            out.append(line[1:])
        else:
            assert source[at].rstrip("\n") == line[1:].rstrip("\n")
            if line[0] == " ":
                out.append(line[1:])
            at += 1
        previous = line[0]
    return "".join(out + source[at:])


@SOME
@given(lines, lines, st.integers(0, 4))
def test_the_unified_form_is_a_patch(old: str, new: str, context: int) -> None:
    assert patched(old, render_unified(diff_texts(old, new), context=context)) == new


def test_markdown_in_a_text_is_not_read_as_such() -> None:
    shown = render_markdown(diff_texts("甲**乙**`丙`。", "甲**乙**`丁`。"))
    assert r"甲\*\*乙\*\*\`~~丙~~**丁**\`" in shown


def test_one_line_tells_the_size_of_a_change() -> None:
    line = stat_line(diff_texts(OLD, NEW))
    assert "\n" not in line
    assert "1 moved" in line and "2 changed" in line and "1 inserted" in line
    assert stat_line(diff_texts(OLD, OLD)) == "No difference."
