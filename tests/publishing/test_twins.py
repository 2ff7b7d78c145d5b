"""The ``.json`` twins are what their schemas in docs/schemas say."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT
from tests.publishing.json_schemas import violations

PLAN = "chaoyang-plan-2024h1"
SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "docs" / "schemas").glob("*.json")}
ANSWERS = (
    ("home", "/-/home.json"),
    ("documents", "/-/documents.json"),
    ("documents", "/-/documents.json?year=1900"),
    ("document", f"/-/documents/{PLAN}/1.json"),
    ("document", f"/-/documents/{PLAN}.json?at=120-180"),
    ("document", "/-/documents/hostile.json"),
    ("document", "/-/documents/chaoyangbao-3384.json"),
    ("diff", f"/-/diff/{PLAN}/1...2.json"),
    ("diff", f"/-/diff/{PLAN}/2...3.json"),
    ("diff", "/-/diff/hostile/1...2.json"),
    ("diff", "/-/diff/chaoyangbao-3384@1/chaoyangbao-3683@1.json"),
    ("diff_picker", "/-/diff.json"),
    ("diff_picker", "/-/diff.json?year=2024"),
    ("compare", "/-/compare/2024...2026.json"),
    ("compare", "/-/compare/2024...2025.json"),
    ("compare", "/-/compare/2024...2024.json?region=朝阳区"),
    ("themes", "/-/themes.json"),
    ("targets", "/-/targets.json"),
    ("targets", "/-/targets.json?status=met&sort=completion"),
    ("search", "/-/search.json?q=就业"),
    ("search", "/-/search.json"),
    ("schema", "/-/schema.json"),
    ("error", "/-/documents/nothing-here.json"),
    ("error", "/-/themes.json?offset=-1"),
)


@pytest.mark.parametrize(("name", "path"), ANSWERS, ids=[path for _, path in ANSWERS])
def test_an_answer_is_what_its_schema_says(site: httpx.Client, name: str, path: str) -> None:
    assert not list(violations(site.get(path).json(), SCHEMAS[name]))


def test_a_theme_is_what_its_schema_says(site: httpx.Client) -> None:
    most = site.get("/-/themes.json").json()["themes"][0]["id"]
    for asked in ("sort=date", "sort=left", "region=朝阳区", "region=朝阳区&sort=right"):
        answer = site.get(f"/-/themes/{most}.json?{asked}").json()
        assert answer["concordance"] and not list(violations(answer, SCHEMAS["theme"]))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (f"/-/diff.json?a={PLAN}@1&b={PLAN}", "diff"),
        ("/-/compare.json", "compare"),
        ("/-/compare.json?y1=2024&y2=2026", "compare"),
    ],
)
def test_a_twin_leads_to_a_twin(site: httpx.Client, asked: str, name: str) -> None:
    assert not list(violations(site.get(asked, follow_redirects=True).json(), SCHEMAS[name]))


def test_every_schema_has_an_answer_that_is_checked() -> None:
    assert {name for name, _ in ANSWERS} | {"theme"} == set(SCHEMAS)


@pytest.mark.parametrize(
    ("value", "schema", "count"),
    [
        ({"a": 1}, {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}, 0),
        ({"a": True}, {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a", "b"]}, 2),
        ({"a": 1}, {"type": "object"}, 1),
        ([1, "x", None], {"type": "array", "items": {"type": ["number", "null"]}}, 1),
    ],
)
def test_the_check_finds_what_is_wrong(value: Any, schema: dict[str, Any], count: int) -> None:
    assert len(list(violations(value, schema))) == count
