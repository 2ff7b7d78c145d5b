"""A comparison that was kept can be cited: it names its versions and is derived again from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Archive
from archive.errors import NotFound
from tests.conftest import Run


def test_a_kept_comparison_comes_out_the_same_although_newer_versions_came(seeded_copy: Path, tmp_path: Path) -> None:
    with Archive(seeded_copy) as archive:
        number = archive.save_comparison(archive.compare(2024, 2026, region="朝阳区"))
        assert archive.cite(number).comes_out_the_same
        path = tmp_path / "page.txt"
        path.write_text(archive.text("chaoyangbao-3683") + "\n又及：新质生产力。\n", "utf-8")
        archive.add([path], slug="chaoyangbao-3683")
        kept = archive.cite(number)
        assert kept.comes_out_the_same
        assert kept.result["coverage"][0]["later"]["versions"] == ["chaoyangbao-3683@1"]
        (row,) = archive.kept_comparisons()
        assert row["comparison"] == "2024 → 2026"
        assert archive.verify() == []


def test_a_comparison_whose_version_was_withdrawn_says_so(seeded_copy: Path) -> None:
    with Archive(seeded_copy) as archive:
        number = archive.save_comparison(archive.compare(2024, 2026, region="朝阳区"))
        archive.withdraw("chaoyangbao-3683", "by mistake")
        kept = archive.cite(number)
        assert not kept.comes_out_the_same
        assert "withdrawn" in kept.reason


def test_a_kept_comparison_is_handed_on_as_long_as_it_comes_out_the_same(run: Run, seeded_copy: Path) -> None:
    folder = seeded_copy.parent
    made = run("compare", "2024", "2026", "--region", "朝阳区", "--save", "--output", "then.html", db=seeded_copy)
    number = made.stderr.split()[-1]
    told = run("cite", number, "--output", "now.html", db=seeded_copy)
    assert told.returncode == 0 and "comes out the same" in told.stderr
    assert (folder / "now.html").read_text("utf-8") == (folder / "then.html").read_text("utf-8")
    assert run("cite", "--output", "now.html", db=seeded_copy).returncode == 2
    run("withdraw", "chaoyangbao-3683", "--reason", "by mistake", db=seeded_copy)
    refused = run("cite", number, "--output", "later.html", db=seeded_copy)
    assert refused.returncode == 1 and "cannot be derived again" in refused.stderr
    assert not (folder / "later.html").exists()


def test_a_number_that_is_no_comparison_is_not_found(seeded: Path) -> None:
    with Archive(seeded, read_only=True) as archive, pytest.raises(NotFound, match="no such comparison"):
        archive.cite(1)
