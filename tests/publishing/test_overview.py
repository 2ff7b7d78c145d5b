"""The first page says what the archive holds, by the same measure as the comparison it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Archive
from archive.publishing.overview import overview


def test_a_rate_is_the_same_on_the_first_page_in_sql_and_in_a_comparison(seeded: Path) -> None:
    with Archive(seeded, create=False, read_only=True) as archive:
        compared = archive.compare(2024, 2026, region="朝阳区").to_dict()
        told = {
            (theme, year): rate
            for theme, year, rate in archive.connection.execute(
                "SELECT theme, year, per_10k_chars FROM theme_years WHERE region = '朝阳区'"
            )
        }
        stands_out = overview(archive.connection)["stands_out"]
    rates = {
        row["theme"]: [row[side]["per_10k_chars"] for side in ("earlier", "later")]
        for row in compared["themes"]
        if row["earlier"]["mentions"] and row["later"]["mentions"]
    }
    for theme, both in rates.items():
        assert [told[theme, 2024], told[theme, 2026]] == pytest.approx(both, abs=0.01)
    (coverage,) = compared["coverage"]
    assert stands_out["characters"] == [coverage[side]["characters"] for side in ("earlier", "later")]
    for row in stands_out["both"]:
        assert [row["earlier"], row["later"]] == pytest.approx(rates[row["theme"]], abs=0.01)


def test_an_edited_document_is_counted_once(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    counts = []
    for states in (["3个"], ["3个", "5个"]):
        with Archive(tmp_path / f"{len(states)}.db") as archive:
            for opened in states:
                report.write_text(f"今年新建公园{opened}，坚持高质量发展。\n", "utf-8")
                archive.add([report])
            held = overview(archive.connection)
        assert held["versions"] == len(states)
        counts.append((held["documents"], held["figures"], held["themes"]))
    assert counts == [(1, 1, 1)] * 2
