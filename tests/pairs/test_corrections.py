"""An analyst's file: read with plain messages, applied last."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.analysis.correction_file import read_corrections
from archive.analysis.corrections import correct_figures, correct_pairs
from archive.analysis.pairs import pair_figures
from archive.errors import BadLexicon

from .making import document, said

REPORT = document(
    "report",
    date(2024, 8, 1),
    [
        said("新建托位【80个】", "新建托位数"),
        said("其中普惠【20个】", "普惠托位数", part_of=0),
        said("新建托位【100个】", "新建托位数", "target"),
    ],
)
SPANS = [figure.span for figure in REPORT.figures]


def entry(action: str, number: int, more: str = "", document_name: str = "report") -> str:
    span = SPANS[number]
    return f'[[{action}]]\ndocument = "{document_name}"\nspan = [{span.start}, {span.end}]\n{more}\n'


def two(action: str, a: int, b: int, more: str = "") -> str:
    sides = [f'{{document = "report", span = [{SPANS[n].start}, {SPANS[n].end}]}}' for n in (a, b)]
    return f"[[{action}]]\na = {sides[0]}\nb = {sides[1]}\n{more}\n"


def test_a_removed_figure_is_gone_and_the_rest_keep_their_wholes() -> None:
    corrected, (applied,) = correct_figures(REPORT, read_corrections(entry("remove", 0), "f"))
    assert applied.done
    assert [figure.text for figure in corrected.figures] == ["20个", "100个"]
    assert corrected.figures[0].part_of is None


def test_a_changed_value_brings_its_base_value_along() -> None:
    corrections = read_corrections(entry("change", 2, 'value = "1.2"\nunit = "万个"\ntense = "plan"'), "f")
    corrected, (applied,) = correct_figures(REPORT, corrections)
    assert applied.figure == 2
    figure = corrected.figures[2]
    assert (figure.value, figure.base_value, figure.base_unit, figure.tense) == (
        Decimal("1.2"),
        Decimal(12000),
        "个",
        "plan",
    )


def test_an_added_figure_stands_in_reading_order() -> None:
    without, _ = correct_figures(REPORT, read_corrections(entry("remove", 1), "f"))
    corrected, (applied,) = correct_figures(without, read_corrections(entry("add", 1, 'metric = "普惠托位数"'), "f"))
    assert applied.figure == 1
    assert [figure.text for figure in corrected.figures] == ["80个", "20个", "100个"]
    assert corrected.figures[1].base_value == 20


def test_a_correction_for_another_wording_is_not_applied_and_says_so() -> None:
    corrected, (applied,) = correct_figures(REPORT, read_corrections(entry("remove", 0, 'text = "90个"'), "f"))
    assert corrected.figures == REPORT.figures
    assert not applied.done
    assert "80个" in applied.reason


def test_a_correction_for_one_version_leaves_the_others_alone() -> None:
    corrected, applied = correct_figures(REPORT, read_corrections(entry("remove", 0, document_name="report@2"), "f"))
    assert (corrected.figures, applied) == (REPORT.figures, ())


def test_pairs_are_taken_out_and_put_in_by_hand() -> None:
    pairs = pair_figures([REPORT])
    promised = next(pair for pair in pairs if pair.relation == "progress_of_target")
    assert (promised.a.figure, promised.b.figure) == (2, 0)
    without, (applied,) = correct_pairs([REPORT], pairs, read_corrections(two("unpair", 2, 0), "f"))
    assert applied.done
    assert promised not in without
    by_hand = read_corrections(two("pair", 2, 1, 'relation = "progress_of_target"\ncomparability = "caveat"'), "f")
    put_in, _ = correct_pairs([REPORT], without, by_hand)
    assert [
        (pair.comparability, pair.completion_pct) for pair in put_in if pair.b.figure == 1 and pair.a.figure == 2
    ] == [("caveat", Decimal("20.00"))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[remove]\n", "line 1"),
        ('[[forget]]\ndocument = "a"\nspan = [1, 2]', "forget"),
        ('\n\n[[remove]]\ndocument = "a"\nspan = [5, 2]', "f:3: span"),
        ('[[change]]\ndocument = "a"\nspan = [1, 2]\ntense = "past"', "f:1: tense 'past'"),
        ('[[change]]\ndocument = "a"\nspan = [1, 2]\nvalue = "many"', "f:1: value has to be a number"),
        ('[[change]]\ndocument = "a"\nspan = [1, 2]\ncolour = "red"', "f:1: colour cannot be given"),
        ('[[add]]\ndocument = "a"\nspan = [1, 2]', "f:1: add needs metric"),
        ('[[change]]\ndocument = "a"\nspan = [1, 2]\nperiod = "2024H3"', "f:1: period"),
        ('[[pair]]\na = 1\nb = 2\nrelation = "breakdown"', "f:1: a needs document and span"),
        ("remove = 3", "two brackets"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BadLexicon) as raised:
        read_corrections(text, "f")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='[]{}="\n addremovpichngut.,0123456789部', max_size=80))
def test_any_file_is_read_or_refused(text: str) -> None:
    try:
        read_corrections(text, "f")
    except BadLexicon as refused:
        assert str(refused).startswith("f")
