"""Every page, and its JSON twin, as a browser without scripts gets it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from archive import Archive
from archive.publishing import comparisons
from tests.publishing.served import served

PLAN = "chaoyang-plan-2024h1"
PAGES = (
    "/",
    "/-/documents",
    f"/-/documents/{PLAN}",
    f"/-/documents/{PLAN}/1",
    "/-/documents/hostile",
    "/-/diff",
    f"/-/diff/{PLAN}/1...2",
    f"/-/diff/{PLAN}/1...2?view=side&order=ranked&layout=1",
    "/-/diff/chaoyangbao-3384@1/chaoyangbao-3683@1",
    "/-/diff/hostile/1...2",
    "/-/compare/2024...2026",
    "/-/compare/2024...2024",
    "/-/themes",
    "/-/targets",
    "/-/search?q=新质生产力",
    "/-/schema",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_page_answers_under_a_strict_policy(site: httpx.Client, path: str, language: str) -> None:
    answer = site.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, answer.text[-400:]
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe-inline" not in policy
    assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text) and not re.search(
        r"<[a-z][^>]*\s(?:style|on\w+)=[\"']", answer.text
    )
    assert re.search(r'<html lang="(en|zh-Hans)"', answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/-/home",
        "/-/documents",
        f"/-/documents/{PLAN}/1",
        f"/-/diff/{PLAN}/1...2",
        "/-/compare/2024...2026",
        "/-/targets",
        "/-/schema",
    ],
)
def test_every_page_has_a_json_twin(site: httpx.Client, path: str) -> None:
    answer = site.get(f"{path}.json")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    assert isinstance(answer.json(), dict)


def test_the_compare_page_of_the_seeds_opens_with_what_matters(site: httpx.Client) -> None:
    page = site.get("/-/compare/2024...2026").text
    first_view = page[: page.index('id="themes"')]
    assert "新质生产力" in first_view and "集体产业" in first_view
    assert first_view.index("24,") < first_view.index("新质生产力")  # coverage comes before any claim


def test_every_evidence_link_of_the_compare_page_opens_its_words(site: httpx.Client) -> None:
    row = next(row for row in site.get("/-/compare/2024...2026.json").json()["figures"] if row["across"])
    for side in (row["a"], row["b"]):
        (evidence,) = side["evidence"]
        start, end = evidence["span"]
        page = site.get(f"/-/documents/{evidence['document']}/{evidence['version']}?at={start}-{end}").text
        marked = re.search(rf'id="c{start}-{end}"[^>]*>(.*?)</mark>', page, re.S)
        assert marked is not None
        shown = re.sub(r"<[^>]+>|\s", "", marked[1])
        assert "".join(evidence["text"].split()).startswith(shown) and shown


def test_what_was_given_by_hand_stands_before_what_was_read(site: httpx.Client) -> None:
    facts = site.get("/-/documents/hostile.json").json()["facts"]
    titles = [(fact["basis"], fact["in_force"]) for fact in facts if fact["name"] == "title"]
    assert titles == [("given", True), ("inferred", False)]
    assert "another was given" in site.get("/-/documents/hostile").text


def test_a_diff_names_the_texts_it_was_made_for(site: httpx.Client) -> None:
    sides = site.get(f"/-/diff/{PLAN}/1...2.json").json()
    good = site.get(
        f"/-/diff/{PLAN}/1...2", params={"from": sides["from"]["sha256"][:16], "to": sides["to"]["sha256"][:16]}
    )
    assert good.status_code == 200
    assert site.get(f"/-/diff/{PLAN}/1...2", params={"from": "0" * 16}).status_code == 404


def test_layout_changes_are_hidden_until_asked_for(site: httpx.Client) -> None:
    assert "Nothing but layout changed" in site.get(f"/-/diff/{PLAN}/2...3?order=ranked").text
    assert 'class="change' not in site.get(f"/-/diff/{PLAN}/2...3").text


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!DOCTYPE html>"), ("docx", b"PK")])
def test_a_diff_can_be_taken_away(site: httpx.Client, form: str, begins: bytes) -> None:
    answer = site.get(f"/-/diff/{PLAN}/1...2.{form}")
    assert answer.content.startswith(begins) and answer.headers["content-disposition"].startswith("attachment")


def test_a_version_can_be_taken_away_as_it_came(site: httpx.Client) -> None:
    raw = site.get(f"/-/documents/{PLAN}/1/raw")
    text = site.get(f"/-/documents/{PLAN}/1.txt")
    assert raw.headers["content-type"] == "application/octet-stream"
    assert "朝阳区" in text.text and text.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("query", ["税", "就业", "GDP增长", "“五宜”朝阳", "新质生产力", "ＧＤＰ增长"])
def test_search_finds_words_of_any_length_and_width(site: httpx.Client, query: str) -> None:
    found = site.get("/-/search.json", params={"q": query}).json()
    assert found["total"] > 0
    for hit in found["hits"]:
        assert any(part["found"] for part in hit["parts"])


def test_a_snippet_stays_within_its_passage(site: httpx.Client) -> None:
    first = site.get("/-/search.json?q=新质生产力").json()["hits"][0]
    assert "".join(part["text"] for part in first["parts"]) == "让新质生产力成为北京朝阳的核心竞争力"
    assert [part["text"] for part in first["parts"] if part["found"]] == ["新质生产力"]


def test_a_search_without_a_find_says_so(site: httpx.Client) -> None:
    assert "没有一段" in site.get("/-/search?q=不存在的词", headers={"accept-language": "zh"}).text
    assert "as they stand" in site.get("/-/search").text


def test_a_refusal_speaks_the_language_of_the_reader(site: httpx.Client) -> None:
    assert "没有这份文献" in site.get("/-/documents/nowhere", headers={"accept-language": "zh"}).text
    assert "no such document" in site.get("/-/documents/nowhere").text


def test_the_printable_comparison_speaks_the_language_of_the_page(site: httpx.Client) -> None:
    assert "In short" in site.get("/-/compare/2024...2026.html").text
    assert "要点" in site.get("/-/compare/2024...2026.html", headers={"accept-language": "zh"}).text


def test_a_diff_to_take_away_speaks_the_language_of_the_page(site: httpx.Client) -> None:
    changes = "/-/diff/chaoyang-plan-2024h1/1...2.html"
    assert "up 300个" in site.get(changes).text
    assert "增加 300个" in site.get(changes, headers={"accept-language": "zh"}).text


def test_search_keeps_to_its_filters(site: httpx.Client) -> None:
    found = site.get("/-/search.json", params={"q": "新质生产力", "year": "2026"}).json()
    assert found["hits"] and {hit["year"] for hit in found["hits"]} == {2026}


def test_datasettes_own_search_box_finds_two_characters(site: httpx.Client) -> None:
    rows = site.get("/archive/passages.json", params={"_search": "就业", "_shape": "array"}).json()
    assert rows and all("就业" in row["text"] for row in rows)


def test_the_language_follows_the_browser_and_the_switch(site: httpx.Client) -> None:
    assert "Targets and results" in site.get("/-/targets").text
    assert "目标" in site.get("/-/targets", headers={"accept-language": "zh-CN,en;q=0.5"}).text
    chosen = site.get("/-/targets?lang=zh")
    assert "目标" in chosen.text and "archive-language=zh" in chosen.headers["set-cookie"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/-/documents/nothing-here", 404),
        (f"/-/documents/{PLAN}/99", 404),
        (f"/-/documents/{PLAN}?at=x", 400),
        (f"/-/documents/{PLAN}?part=7", 404),
        (f"/-/documents/{PLAN}?at=180-120", 404),
        (f"/-/documents/{PLAN}?at=1-999999999", 404),
        ("/-/targets?offset=100000", 404),
        ("/-/compare/2024...2026?offset=100000", 404),
        ("/archive/figures?_sort=nothing", 400),
        ("/archive/figures?_sort=id&_sort_desc=id", 400),
        ("/archive/figures?_through={}", 400),
        ("/archive/theme_aliases/1", 400),
        (f"/-/diff/{PLAN}/1...2?view=upside-down", 400),
        ("/-/compare/1066...2024", 404),
        ("/-/themes/1", 404),
        ("/-/themes?offset=99999999999", 400),
        ("/-/documents?offset=-1", 400),
        ("/-/search?q=" + "a" * 601, 400),
        ("/-/search?q=" + "a" * 20_000, 414),
        ("/-/documents/" + "a" * 3_000, 414),
        ("/-/documents/..%2F..%2Fetc%2Fpasswd", 404),
        ("/-/archive-static/..%2fpages.py", 404),
        ("/-/documents/x%0d%0aSet-Cookie:%20y=1", 404),
    ],
)
def test_a_request_that_makes_no_sense_gets_a_plain_answer(site: httpx.Client, path: str, status: int) -> None:
    answer = site.get(path, follow_redirects=True)
    assert answer.status_code == status
    assert "Traceback" not in answer.text and "set-cookie" not in answer.headers


@pytest.mark.parametrize("prefix", ["/below", ""], ids=["kept", "taken off by the proxy"])
def test_every_link_stays_below_the_path_the_archive_is_mounted_at(below: str, prefix: str) -> None:
    with httpx.Client(base_url=f"{below}{prefix}", timeout=60) as site:
        for path in ("/", f"/-/documents/{PLAN}/1", f"/-/diff/{PLAN}/1...2", "/-/compare/2024...2026", "/-/targets"):
            page = site.get(path).text
            links = re.findall(r'(?:href|src|action)="(/[^"#]*)', page)
            assert links and all(link.startswith("/below/") for link in links)
            (twin,) = re.findall(r'<link rel="alternate" type="application/json" href="([^"]+)"', page)
            assert httpx.get(f"{below}{twin}", timeout=60).status_code == 200


@pytest.fixture(scope="module")
def below(library: Path) -> Iterator[str]:
    """The address of a server that thinks it lives below another site."""
    with served(library, "--setting", "base_url", "/below/") as where:
        yield where


def test_a_comparison_names_its_documents_by_title(site: httpx.Client) -> None:
    page = site.get("/-/compare/2024...2026?region=朝阳区").text
    assert re.search(r'title="chaoyangbao-3683@1">朝阳报 第3683期 第1版</a>', page)


def test_a_comparison_tells_at_a_glance_what_rose_what_is_new_and_what_is_not_seen(site: httpx.Client) -> None:
    page = site.get("/-/compare/2024...2026?region=朝阳区").text
    glance = page[: page.index('id="themes"')]
    themes = site.get("/-/compare/2024...2026.json?region=朝阳区").json()["themes"]
    for status, title in (("risen", "risen"), ("new", "In 2026, not seen in what the archive holds of 2024")):
        rows = [row for row in themes if row["status"] == status]
        assert f"{title} <small>{len(rows)}</small>" in glance
        most = max(rows, key=lambda row: row["earlier"]["mentions"] + row["later"]["mentions"])
        assert most["theme"] in glance
    assert 'status=new#themes"' in glance
    same = site.get("/-/compare/2024...2024?region=朝阳区").text
    assert "not seen in what the archive holds" not in same


def test_a_page_that_cuts_a_list_says_how_long_it_is(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_MOST_ACROSS", "_MOST_WITHIN", "_MOST_MILESTONES"):
        monkeypatch.setattr(comparisons, name, 1)
    with Archive(seeded, read_only=True) as archive:
        filters: dict[str, str | None] = {"region": "朝阳区"}
        page = comparisons.page(archive.connection, (2024, 2026), filters)
        whole = archive.compare(2024, 2026, region="朝阳区").sections[0]
    across = sum(row.across for row in whole.figures)
    assert (len(page["across"]), page["across_total"]) == (1, across)
    assert (len(page["within"]), page["within_total"]) == (1, len(whole.figures) - across)
    assert (len(page["milestones"]), page["milestone_total"]) == (1, len(whole.milestones))


def test_a_page_tells_what_a_number_was_corrected_to(library: Path, tmp_path: Path) -> None:
    db = Path(shutil.copy(library, tmp_path / "archive.db"))
    with Archive(db, who="tester") as archive:
        (place,) = [row for row in archive.figures(metric="新增停车位数") if row["text"] == "近5000个"]
        mine = tmp_path / "mine.toml"
        span = [place["start_char"], place["end_char"]]
        mine.write_text(f'[[change]]\ndocument = "{place["document"]}"\nspan = {span}\nvalue = 3000\n', "utf-8")
        archive.correct(mine)
    with served(db) as where, httpx.Client(base_url=where, timeout=60, headers={"accept-language": "zh"}) as corrected:
        for path in ("/-/targets?metric=停车位", "/-/compare/2024...2026?region=朝阳区&relation=plan_vs_actual"):
            assert re.search(r"近5000个</a> <span[^>]*>更正为 <b[^>]*>约3000个</b>", corrected.get(path).text), path
        (row,) = corrected.get("/-/targets.json?metric=停车位").json()["targets"][:1]
        assert (row["text"], row["result"]["corrected_to"], row["completion_pct"]) == ("4500个", "约3000个", 66.67)


def test_no_way_on_the_page_of_tables_leads_nowhere(site: httpx.Client) -> None:
    page = site.get("/-/schema").text
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_an_empty_table_of_figures_says_why(site: httpx.Client) -> None:
    page = site.get("/-/compare/2024...2026?region=东城区", headers={"accept-language": "zh"}).text
    assert "没有可以并列的数字" in page


def test_filters_that_nothing_passes_leave_every_listing_in_order(site: httpx.Client) -> None:
    for page in ("documents", "themes", "targets", "diff", "search"):
        answer = site.get(f"/-/{page}", params={"year": "2026", "region": "东城区", "q": "就业"})
        assert answer.status_code == 200, page
        assert "Nothing passes" in answer.text or "no passage" in answer.text, page


def test_an_archive_without_a_visible_document_has_pages_all_the_same(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("今年新建公园3个。\n", "utf-8")
    with Archive(tmp_path / "archive.db") as archive:
        archive.add([report])
        archive.withdraw("report", "added by mistake")
    with served(tmp_path / "archive.db") as where, httpx.Client(base_url=where, timeout=60) as empty:
        for path in ("/", "/-/documents", "/-/diff", "/-/themes", "/-/targets", "/-/search?q=公园", "/-/schema"):
            assert empty.get(path).status_code == 200, path
            twin = "/-/home.json" if path == "/" else path.replace("?", ".json?") if "?" in path else f"{path}.json"
            assert empty.get(twin).status_code == 200, twin
        for path in ("/-/compare", "/-/compare/2024...2026", "/-/documents/report"):
            assert empty.get(path).status_code == 404, path
