"""What machines read: Atom, the sitemap, robots.txt."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import httpx
import pytest

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(site: httpx.Client, path: str) -> list[ElementTree.Element]:
    answer = site.get(path)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    return feed.findall(f"{ATOM}entry")


def test_the_feed_of_the_archive_tells_the_newest_changes(site: httpx.Client) -> None:
    found = entries(site, "/-/feeds/changes.atom")
    assert len(found) == 9 and len({entry.findtext(f"{ATOM}id") for entry in found}) == 9
    link = found[0].find(f"{ATOM}link")
    assert link is not None and site.get(link.attrib["href"]).status_code == 200


def test_a_document_and_a_theme_have_feeds(site: httpx.Client) -> None:
    assert len(entries(site, "/-/feeds/documents/chaoyang-plan-2024h1.atom")) == 3
    theme = next(row for row in site.get("/-/themes.json").json()["themes"] if row["name"] == "新质生产力")
    assert len(entries(site, f"/-/feeds/themes/{theme['id']}.atom")) == theme["documents"]


def test_a_feed_speaks_the_language_of_the_page_that_leads_to_it(site: httpx.Client) -> None:
    page = site.get("/-/documents/chaoyang-plan-2024h1?lang=zh").text
    site.cookies.clear()
    (path,) = set(re.findall(r'href="([^"]*/documents/[^"]*\.atom[^"]*)"', page))
    feed = ElementTree.fromstring(site.get(unescape(path)).content)
    summaries = [entry.findtext(f"{ATOM}summary") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert "新收录" in summaries and not re.search("[a-z]{3}", " ".join(summaries))
    plain = ElementTree.fromstring(site.get("/-/feeds/documents/chaoyang-plan-2024h1.atom").content)
    assert plain.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")  # the same feed, whoever reads it
    assert "added" in [entry.findtext(f"{ATOM}summary") for entry in plain.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("path", ["/-/feeds/documents/nothing.atom", "/-/feeds/themes/1.atom"])
def test_there_is_no_feed_of_what_is_not_there(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 404


def test_robots_are_led_to_the_reading_pages(site: httpx.Client) -> None:
    assert "Disallow: /-/search" in site.get("/robots.txt").text
    pages = ElementTree.fromstring(site.get("/sitemap.xml").content)
    assert (
        sum(
            "/-/documents/" in (loc.text or "")
            for loc in pages.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
        )
        == 6
    )
