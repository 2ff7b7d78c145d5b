"""Rows as a table fit the window without breaking what is there to be copied."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from archive.commands.output import _widths

CELLS = st.text("abc政策-19", max_size=60)


def test_a_slug_and_a_date_stay_whole_in_a_narrow_window() -> None:
    columns = ["slug", "title", "region", "published_on", "characters"]
    row = [
        "chaoyang-plan-2024h1",
        "关于朝阳区2024年国民经济和社会发展计划上半年执行情况的报告",
        "朝阳区",
        "2024-08-22",
        "15537",
    ]
    slug, title, _, day, _ = _widths(columns, [row], 80)
    assert (slug, day) == (20, 10)
    assert title is not None and 4 <= title < cell_len(row[1])


@given(st.integers(1, 9).flatmap(lambda count: st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=1)))
def test_a_table_is_never_wider_than_its_window(cells: list[list[str]]) -> None:
    columns = [f"column_{place}" for place in range(len(cells[0]))]
    widths = _widths(columns, cells, 80)
    shown = [
        max(len(name), *(cell_len(line[place]) for line in cells)) if width is None else width
        for place, (name, width) in enumerate(zip(columns, widths, strict=True))
    ]
    assert sum(shown) + 2 * (len(columns) - 1) <= 80
