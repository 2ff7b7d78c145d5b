"""Charts: well-formed, escaped, with their numbers as text."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.publishing import charts

NAMES = st.text(max_size=30)
VALUES = st.floats(0, 1e6, allow_nan=False)


@settings(max_examples=60)
@given(st.lists(st.tuples(NAMES, VALUES, VALUES), max_size=8), NAMES)
def test_a_chart_is_well_formed_whatever_its_names(rows: list[tuple[str, float, float]], title: str) -> None:
    drawings = (
        charts.dumbbell(rows, ("2024", "2026"), title),
        charts.completion_bars([(name, value, True, name) for name, value, _ in rows], title),
        charts.columns([(name, value) for name, value, _ in rows], title),
    )
    for drawing in drawings:
        svg = ElementTree.fromstring(drawing)
        assert svg.attrib["role"] == "img" and "style" not in {key for node in svg.iter() for key in node.attrib}


def test_the_text_alternative_tells_every_number() -> None:
    svg = ElementTree.fromstring(charts.dumbbell([("新质生产力", 6.3, 10.5)], ("2024", "2026"), "提法"))
    assert svg.attrib["aria-label"] == "提法. 新质生产力: 2024 6.3, 2026 10.5"


def test_a_schema_with_a_ring_of_keys_is_drawn() -> None:
    svg = ElementTree.fromstring(charts.schema_map({"a": ["b"], "b": ["a"], "c": ["c", "missing"]}, "keys"))
    assert sum(node.tag.endswith("rect") for node in svg) == 3
