"""What holds for any two texts whatever."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable

from fast_diff_match_patch import diff
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from archive.diffing import Diff, diff_texts
from archive.diffing.patch import rebuild_new, rebuild_old
from archive.diffing.refinement import refine
from archive.diffing.sequence import CodePoints, common_runs
from archive.diffing.similarity import CANDIDATES, closest, closest_in_full, likeness
from archive.diffing.units import fold, part_ways, same_clauses, split_clauses
from archive.diffing.words import DIGITS

NUMBER = re.compile(r"\d+(?:[.,．，]\d+)*[%％‰]?")

words = st.sampled_from(
    [
        "增长", "5%", "5.5%左右", "约1,200个", "三里屯", "第十条 ", "新质生产力", "“两区”", "，", "。", "；", "\n",
        "\n\n", "　　",
        "2024年", "百分之五", "CBD—", "Web3.0", "👨‍👩‍👧", "e\u0301", "\ue000", "\ue001", "\ud83d",
        "\ude00", "建设", "的", "不少于",
        "第十一条 ", "（一）", "\u200b", "0", "1", ".", ",", "𠮷野家", "http://a.cn/b", "\x00", "\r", "《条例》",
    ]
)  # fmt: skip
prose = st.lists(words, max_size=60).map("".join)
anything = st.text(st.characters(exclude_categories=()), max_size=60)
texts = prose | anything
passages = st.lists(
    st.text("朝阳区推进高质量发展建设改革开放民生实事，。5%12三", min_size=8, max_size=40),
    min_size=1,
    max_size=12,
    unique=True,
)
ANY = settings(max_examples=150, deadline=None)


def put_in(diff: Diff) -> Counter[str]:
    return Counter(
        diff.new[slice(*edit.new)] for block in diff.blocks for edit in block.edits if edit.op == "insert" and edit.new
    )


def taken_out(diff: Diff) -> Counter[str]:
    return Counter(
        diff.old[slice(*edit.old)] for block in diff.blocks for edit in block.edits if edit.op == "delete" and edit.old
    )


def borders_inside(diff: Diff) -> tuple[set[int], set[int]]:
    """Where spans begin and end, in the old text and in the new one."""
    edits = [edit for block in diff.blocks for edit in block.edits]
    return (
        {place for edit in edits if edit.old for place in edit.old},
        {place for edit in edits if edit.new for place in edit.new},
    )


def ranges_partition(pieces: list[list[int]], length: int) -> bool:
    at = 0
    for start, end in sorted(pieces):
        if start != at or end <= start:
            return False
        at = end
    return at == length


@ANY
@given(texts, texts)
def test_a_diff_rebuilds_both_texts(old: str, new: str) -> None:
    stored = json.loads(json.dumps(diff_texts(old, new).to_dict()))
    assert rebuild_new(old, stored) == new
    assert rebuild_old(new, stored) == old


@ANY
@given(prose, prose)
def test_blocks_and_spans_partition_both_texts(old: str, new: str) -> None:
    blocks = diff_texts(old, new).to_dict()["blocks"]
    for side, text in (("from", old), ("to", new)):
        assert ranges_partition([piece for block in blocks for piece in block[side]], len(text))
        for block in blocks:
            if block["op"] != "equal":
                whole = sorted(place for start, end in block[side] for place in range(start, end))
                spans = sorted(place for span in block["spans"] if span[side] for place in range(*span[side]))
                assert spans == whole


@ANY
@given(texts, texts)
def test_one_way_puts_in_what_the_other_takes_out(old: str, new: str) -> None:
    there, back = diff_texts(old, new), diff_texts(new, old)
    assert put_in(there) == taken_out(back)
    assert taken_out(there) == put_in(back)


@ANY
@given(prose, prose)
def test_no_number_is_cut(old: str, new: str) -> None:
    for text, borders in zip((old, new), borders_inside(diff_texts(old, new)), strict=True):
        inside = {place for found in NUMBER.finditer(text) for place in range(found.start() + 1, found.end())}
        assert not borders & inside


@ANY
@given(texts, texts)
def test_no_surrogate_pair_is_cut(old: str, new: str) -> None:
    for text, borders in zip((old, new), borders_inside(diff_texts(old, new)), strict=True):
        for place in borders - {0, len(text)}:
            assert not ("\ud800" <= text[place - 1] <= "\udbff" and "\udc00" <= text[place] <= "\udfff")


@ANY
@given(texts)
def test_identity_gives_no_change(text: str) -> None:
    assert not diff_texts(text, text).changes


@ANY
@given(passages, st.text("区委会议指出，。3%", min_size=1, max_size=30))
def test_an_appended_paragraph_gives_exactly_that(lines: list[str], paragraph: str) -> None:
    old = "\n".join(lines)
    new = f"{old}\n{paragraph}"
    (change,) = diff_texts(old, new).changes
    assert change.op == "insert"
    assert new[slice(*change.new[0])] == f"\n{paragraph}"


@ANY
@given(passages, st.integers(0, 11))
def test_a_removed_paragraph_gives_exactly_that(lines: list[str], index: int) -> None:
    index %= len(lines)
    old = "".join(f"{line}\n" for line in lines)
    new = "".join(f"{line}\n" for line in lines[:index] + lines[index + 1 :])
    (change,) = diff_texts(old, new).changes
    assert change.op == "delete"
    assert old[slice(*change.old[0])] == f"{lines[index]}\n"


@st.composite
def dealt(draw: st.DrawFn) -> tuple[str, str]:
    """The same sentences in two orders and two divisions into passages, some of them edited."""
    clause = st.text("朝阳区推进高质量发展建设改革开放民生实事", min_size=4, max_size=14)
    spoken = draw(st.lists(st.tuples(clause, clause), min_size=3, max_size=10, unique=True))
    sides = []
    for order in (spoken, draw(st.permutations(spoken))):
        out = ""
        for first, second in order:
            edit, end = draw(st.sampled_from(["", "", "并", "约5%"])), draw(st.sampled_from(["", "", "\n"]))
            out += f"{first}{edit}，{second}。{end}"
        sides.append(out)
    return sides[0], sides[1]


@ANY
@given(dealt())
def test_sentences_dealt_out_anew_are_told_alike_both_ways(sides: tuple[str, str]) -> None:
    old, new = sides
    there, back = diff_texts(old, new), diff_texts(new, old)
    stored = json.loads(json.dumps(there.to_dict()))
    assert rebuild_new(old, stored) == new
    assert rebuild_old(new, stored) == old
    assert put_in(there) == taken_out(back)
    assert taken_out(there) == put_in(back)
    for side, text in (("from", old), ("to", new)):
        assert ranges_partition([piece for block in stored["blocks"] for piece in block[side]], len(text))


@ANY
@given(st.lists(words, max_size=40), st.lists(words, max_size=40))
def test_common_runs_keep_as_much_as_diff_match_patch_does(old: list[str], new: list[str]) -> None:
    codes = CodePoints()
    reference = diff(*codes.of(old, new), timelimit=0, checklines=False, cleanup="No", counts_only=True)
    runs = common_runs(old, new, codes)
    assert sum(size for _, _, size in runs) == sum(size for op, size in reference if op == "=")
    assert all(old[i : i + size] == new[j : j + size] for i, j, size in runs)


@ANY
@given(prose, prose)
def test_the_same_texts_give_the_same_diff(old: str, new: str) -> None:
    assert diff_texts(old, new) == diff_texts(old, new)


@ANY
@given(passages)
def test_width_indents_and_blank_lines_are_layout(lines: list[str]) -> None:
    old = "\n".join(lines)
    new = "\n\n".join("　　" + line.replace("，", ",").replace("%", "％") for line in lines)
    assert {block.change for block in diff_texts(old, new).changes} <= {"layout"}


@ANY
@given(prose, prose, prose, prose)
def test_what_two_texts_begin_and_end_with_alike_is_whole_clauses(begin: str, old: str, new: str, end: str) -> None:
    a, b = f"{begin}{old}{end}", f"{begin}{new}{end}"
    head, tail = same_clauses(a, b)
    for text in (a, b):
        pieces = text[:head], text[head : len(text) - tail], text[len(text) - tail :]
        assert [clause for piece in pieces for clause in split_clauses(piece)] == split_clauses(text)
    assert a[:head] == b[:head]
    assert a[len(a) - tail :] == b[len(b) - tail :]


@ANY
@given(prose, prose, prose)
def test_texts_that_part_ways_are_not_the_same_but_for_layout(begin: str, old: str, new: str) -> None:
    a, b = begin + old, begin + new
    assert not (part_ways(a, b) and fold(a) == fold(b))


@ANY
@given(prose, prose)
def test_clauses_that_are_known_already_change_nothing(old: str, new: str) -> None:
    known = {text: split_clauses(text) for text in (old, new)}
    assert refine([(old, new)], clauses=known) == refine([(old, new)])


@settings(max_examples=60, deadline=None)
@given(st.lists(prose, max_size=8), st.lists(prose, max_size=8), st.sampled_from([0.35, 0.5, 0.75]))
def test_the_closest_pieces_are_those_most_alike(olds: list[str], news: list[str], least: float) -> None:
    def best(measure: Callable[[str, str], float]) -> list[tuple[int, int, float]]:
        found = []
        for i, old in enumerate(olds):
            alike = [(measure(old, new), j) for j, new in enumerate(news)]
            some = sorted((one for one in alike if one[0]), key=lambda one: (-one[0], one[1]))[:CANDIDATES]
            found += [(i, j, share) for share, j in some]
        return found

    assert closest(olds, news, least) == best(lambda old, new: likeness(old, new, least))
    in_full = best(lambda old, new: Indel.normalized_similarity(old, new, score_cutoff=least))
    assert closest_in_full(olds, news, least) == in_full


def test_a_digit_of_any_script_may_begin_a_word() -> None:
    digits = [sign for sign in map(chr, range(0x110000)) if sign.isdecimal()]
    assert all(map(re.compile(f"[{DIGITS}]").match, digits))
    assert not re.search(f"[{DIGITS}]", "约增长，。《条例》")


@ANY
@given(st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=6), st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=6))
def test_few_elements_are_lined_up_as_diff_match_patch_does(old: list[str], new: list[str]) -> None:
    reference = diff(*CodePoints().of(old, new), timelimit=0, checklines=False, cleanup="No")
    at = [0, 0]
    expected = []
    for sign, size in reference:
        if sign == "=":
            expected.append((*at, size))
        at = [at[0] + size * (sign != "+"), at[1] + size * (sign != "-")]
    assert common_runs(old, new, CodePoints()) == expected
