"""What strangers may not do: take the server away, learn where it lies, read what was withdrawn."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import httpx
import pytest

import archive
from archive import Archive
from tests.publishing.served import PAYLOADS, served


def ask(site: httpx.Client, sql: str) -> httpx.Response:
    return site.get("/archive.json", params={"sql": sql, "_shape": "array"})


@pytest.mark.parametrize(
    "sql",
    [
        "select randomblob(900000000)",
        "select zeroblob(60000000), zeroblob(60000000)",
        "with recursive c(n) as (select 1 union all select n+1 from c) select count(*) from c",
        "with recursive c(n) as (select 1 union all select n+1 from c where n<99999) "
        "select group_concat(hex(zeroblob(n))) from c",
        "select length(replace(hex(zeroblob(30000000)), '0', 'aaaaaaaaaa'))",
        "select diff_html(hex(zeroblob(1000000)), 'x')",
        "select segment(hex(zeroblob(1000000)))",
        "select parse_figure(hex(zeroblob(1000000)))",
        "select * from pragma_database_list",
        "select file from pragma_database_list() where name = 'main'",
        "select load_extension('x')",
        "attach 'x.db' as x",
        "select 1 where 'a' like '" + "%a" * 5_000 + "'",
    ],
)
def test_a_hostile_query_is_turned_away_in_time(site: httpx.Client, sql: str) -> None:
    began = time.monotonic()
    answer = ask(site, sql)
    assert answer.status_code in (400, 403, 414)
    assert time.monotonic() - began < 15


def test_sql_can_ask_what_the_archive_can_do(site: httpx.Client) -> None:
    (row,) = ask(
        site,
        "select diff_stat('甲乙丙', '甲丁丙') d, similarity('发展', '发展') s, segment('推动高质量发展') w, "
        "parse_figure('新增停车位不少于4500个') f, diff_html('甲', '<script>') h, similarity(null, 'x') n",
    ).json()
    assert row["d"] and row["s"] == 1.0 and "高质量" in row["w"] and "4500" in row["f"] and row["n"] is None
    assert "<script" not in row["h"]


@pytest.mark.parametrize(
    "path",
    [
        "/-/databases",
        "/-/databases.json",
        "/-/metadata.json",
        "/-/plugins.json",
        "/-/settings.json",
        "/",
        "/archive",
        "/archive.json",
    ],
)
def test_no_page_tells_where_the_archive_lies(site: httpx.Client, library: Path, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 200
    assert str(library.parent) not in answer.text and str(Path(archive.__file__).parent) not in answer.text


def test_the_page_that_names_folders_of_the_machine_is_not_shown(site: httpx.Client) -> None:
    assert site.get("/-/threads.json").status_code == 404


@pytest.mark.parametrize("path", ["/archive", "/archive/versions", "/archive/documents", "/nothing", "/-/search"])
def test_every_answer_bears_the_headers(site: httpx.Client, path: str) -> None:
    headers = site.get(path).headers
    assert headers["x-content-type-options"] == "nosniff" and "default-src 'none'" in headers["content-security-policy"]


def test_no_payload_gets_through_as_markup(site: httpx.Client) -> None:
    for path in (
        "/",
        "/-/documents",
        "/-/documents/hostile",
        "/-/diff/hostile/1...2",
        "/-/search?q=新质生产力",
        "/-/compare/2024...2025",
    ):
        page = site.get(path).text
        assert not any(payload in page for payload in PAYLOADS if payload.startswith(("<", '"')))


def test_the_served_archive_cannot_be_written(site: httpx.Client, library: Path) -> None:
    assert site.post("/archive/versions/-/insert", json={"row": {}}).status_code in (403, 404, 405)
    assert ask(site, "delete from events").status_code == 400


def test_a_large_body_is_turned_away_before_it_is_read(site: httpx.Client) -> None:
    assert site.post("/-/messages", content=b"x" * 100_000).status_code == 413
    assert site.post("/-/messages", content=iter([b"x" * 10])).status_code == 413


def test_what_is_withdrawn_while_serving_is_gone_from_every_view(library: Path, tmp_path: Path) -> None:
    db = Path(shutil.copy(library, tmp_path / "archive.db"))
    with Archive(db, create=False, who="tester") as archive:
        archive.save_comparison(archive.compare("2025", "2025"))
    with served(db) as where, httpx.Client(base_url=where, timeout=60) as site:
        assert "harmed" in ask(site, "select text from versions where filename like '%harmed%'").text
        assert "harmed" in ask(site, "select payload from events where kind = 'comparison'").text
        with Archive(db, create=False, who="tester") as archive:
            archive.withdraw("hostile", "a test")
        time.sleep(1.2)
        site.get("/")
        assert site.get("/-/documents/hostile").status_code == 404
        assert site.get("/-/search.json", params={"q": "harmed"}).json()["total"] == 0
        for sql in (
            "select text from versions",
            "select text from main.versions",
            "with versions as (select * from main.versions) select text from versions",
            "select cast(bytes as text) from captures",
            "select cast(bytes as text) from main.captures",
            "select text from latest_versions",
            "select text from passages",
            "select text from passages_fts",
            "select hex(block) from passages_fts_data",
            "select name from temp.sqlite_master",
            "select payload from events where kind = 'comparison'",
            "select payload from main.events where kind = 'comparison'",
        ):
            answer = ask(site, sql)
            assert "harmed" not in answer.text, sql
        for path in (
            "/archive/versions",
            "/archive/versions.json",
            "/archive/captures.json",
            "/archive/passages.json",
        ):
            answer = site.get(path)
            assert answer.status_code == 200 and "window.harmed" not in answer.text.replace(
                "onerror=window.harmed=1&gt;.txt", ""
            )
        assert site.get("/archive/versions/1").status_code == 200
        assert "attached" not in site.get("/archive").text
        with Archive(db, create=False, who="tester") as archive:
            archive.restore("hostile", "a test")
        assert site.get("/-/documents/hostile").status_code == 200
        assert "harmed" in ask(site, "select text from versions where filename like '%harmed%'").text
        assert "harmed" in ask(site, "select payload from events where kind = 'comparison'").text


def test_reading_goes_on_while_something_is_added(library: Path, tmp_path: Path) -> None:
    db = Path(shutil.copy(library, tmp_path / "archive.db"))
    with served(db) as where, httpx.Client(base_url=where, timeout=60) as site:
        assert site.get("/-/documents.json").json()["total"] == 6
        new = tmp_path / "new.txt"
        new.write_text("朝阳区2023年政府工作报告\n\n全年新增停车位3000个。", "utf-8")
        with Archive(db, create=False, who="tester") as archive:
            archive.add([new])
        assert site.get("/-/documents.json").json()["total"] == 7
