"""A manifest says facts of the files beside it; a mistake in it is told with its place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadInput
from archive.intake.manifest import ManifestEntry, load_manifest
from archive.intake.slugs import LONGEST_SLUG, check_slug, make_slug

SEEDS = Path(__file__).parents[2] / "seeds"


def write(folder: Path, text: str) -> Path:
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_a_manifest_says_nothing(tmp_path: Path) -> None:
    assert load_manifest(tmp_path) == {}


def test_every_fact_is_read(tmp_path: Path) -> None:
    text = """
["sub/报告.txt"]
slug = "chaoyang-计划-2024h1"
title = "计划执行情况的报告"
region = "朝阳区"
publisher = "区发展改革委"
kind = "report"
series = "计划报告"
published = 2024-08-22
source_url = "https://example.org/a?b=1"
note = "网上公开文本"
["b.txt"]
published = "2024-08-23"
"""
    assert load_manifest(write(tmp_path, text)) == {
        "sub/报告.txt": ManifestEntry(
            "chaoyang-计划-2024h1",
            "计划执行情况的报告",
            "朝阳区",
            "区发展改革委",
            "report",
            "计划报告",
            date(2024, 8, 22),
            "https://example.org/a?b=1",
            "网上公开文本",
        ),
        "b.txt": ManifestEntry(published=date(2024, 8, 23)),
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('["a.txt"]\nslugg = "x"', r"a\.txt: unknown key 'slugg'"),
        ('["a.txt"]\ntitle = 5', r"a\.txt, title: it must be a string"),
        ('["a.txt"]\ntitle = " "', r"a\.txt, title: it must be one line"),
        ('["a.txt"]\nslug = "A b"', r"a\.txt, slug: 'A b' is no slug"),
        ('["a.txt"]\npublished = 2024', r"a\.txt, published: it must be a day"),
        ('["a.txt"]\npublished = "2024-02-30"', r"a\.txt, published: it must be a day"),
        ('["a.txt"]\npublished = 2024-08-22T10:00:00', r"a\.txt, published: it must be a day"),
        ('["a.txt"]\nsource_url = "ftp://x/y"', r"a\.txt, source_url"),
        ('title = "x"', r"title: write \[\"title\"\]"),
        ('["a.txt"\n', "it is not TOML"),
        ('["a\\nb.txt"]\nx = 1', r"a\\nb\.txt: unknown key"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refusal:
        load_manifest(write(tmp_path, text))
    assert re.search(r"manifest\.toml", str(refusal.value))
    assert "\n" not in str(refusal.value)


def test_the_seeds_manifest_names_each_seed_and_gives_no_date() -> None:
    entries = load_manifest(SEEDS)
    assert set(entries) == {path.name for path in SEEDS.glob("*.txt")}
    assert len({entry.slug for entry in entries.values()}) == len(entries)
    assert not any(entry.published for entry in entries.values())


@given(st.text())
def test_every_name_makes_a_slug(name: str) -> None:
    slug = make_slug(name)
    assert check_slug(slug) == slug
    assert make_slug(slug) == slug


@given(st.text(st.sampled_from("ab1-区A_@ /.\n"), max_size=6))
def test_a_slug_is_words_joined_by_single_hyphens(text: str) -> None:
    words = text.split("-")
    good = all(word and set(word) <= set("ab1区") for word in words)
    if good:
        assert check_slug(text) == text
    else:
        with pytest.raises(BadInput):
            check_slug(text)


def test_a_slug_has_a_longest_length() -> None:
    assert check_slug("长" * LONGEST_SLUG)
    with pytest.raises(BadInput, match="too long"):
        check_slug("长" * (LONGEST_SLUG + 1))
