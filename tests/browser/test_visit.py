"""A whole visit in a real browser: from the first page to the words behind a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from archive.index.rows import theme_id

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

PLAN = "chaoyang-plan-2024h1"
PAGES = {
    "home": "/",
    "documents": "/-/documents",
    "document": f"/-/documents/{PLAN}/1",
    "hostile": "/-/documents/hostile",
    "diff": f"/-/diff/{PLAN}/1...2",
    "diff-side": f"/-/diff/{PLAN}/1...2?view=side",
    "hostile-diff": "/-/diff/hostile/1...2",
    "compare": "/-/compare/2024...2026",
    "hostile-compare": "/-/compare/2024...2025",
    "themes": "/-/themes",
    "targets": "/-/targets",
    "search": "/-/search?q=%E5%B0%B1%E4%B8%9A",
    "schema": "/-/schema",
}
#: The pages that axe reads: one of each kind, with few rows, since a hundred of them tell it no more than three.
READ_BY_ALL = {name: path for name, path in PAGES.items() if not name.startswith("hostile")} | {
    "document": "/-/documents/chaoyangbao-3384/1",
    "compare": "/-/compare/2024...2026?status=risen&relation=later_year",
    "themes": "/-/themes?origin=discovered",
    "targets": "/-/targets?status=met",
    "diff-picker": "/-/diff",
    "theme": f"/-/themes/{theme_id('新质生产力')}",
    "refusal": "/-/documents/nothing-here",
}
DATASETTE_PAGES = (
    "/archive",
    "/archive/documents",
    "/archive/versions",
    "/archive/passages?_search=%E5%B0%B1%E4%B8%9A",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page in a fresh context, and everything that went wrong in it."""
    context = browser.new_context(base_url=address, **{"locale": "en-US", "viewport": DESKTOP, **options})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def dismissed(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url)
    )
    try:
        yield page, wrong
    finally:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_visit_from_the_first_page_to_the_evidence(
    browser: Browser, address: str, scripts: bool, locale: str, viewport: dict[str, int]
) -> None:
    with opened(browser, address, java_script_enabled=scripts, locale=locale, viewport=viewport) as (page, wrong):
        page.goto("/")
        page.fill("#big", "就业")
        page.press("#big", "Enter")
        page.wait_for_url("**/-/search?**")
        assert "就业" in page.inner_text(".hits li mark >> nth=0")
        page.click(".hits li a >> nth=0")
        page.wait_for_url("**/-/documents/**")
        assert "就业" in page.inner_text(".text mark.evidence >> nth=0")
        page.goto(f"/-/documents/{PLAN}")
        page.click(".timeline li:nth-child(2) small a")
        page.wait_for_url("**/-/diff/**")
        assert page.locator(".diff .change").count() > 1
        page.goto("/")
        page.click(".starts a.card >> nth=0")
        page.wait_for_url("**/-/compare/**")
        assert "新质生产力" in page.inner_text(".glance") and "集体产业" in page.inner_text(".glance")
        page.goto("/-/targets?status=met")
        target = page.locator("td.quote a.evidence").first
        words = target.inner_text()
        target.click()
        page.wait_for_url("**/-/documents/**")
        assert "".join(page.locator(".text mark.evidence").all_inner_texts()).startswith(words[:3])
        assert not wrong


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_payload_runs_and_nothing_foreign_loads(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address) as (page, wrong):
        page.goto(path)
        assert page.evaluate("window.harmed") is None
        assert not wrong


@pytest.mark.parametrize("path", DATASETTE_PAGES)
def test_datasettes_own_pages_work_under_their_policy(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address) as (page, wrong):
        page.goto(path)
        assert page.evaluate("window.harmed") is None
        assert not wrong


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_is_wider_than_a_phone(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address, viewport=PHONE) as (page, _):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("name", READ_BY_ALL)
def test_no_page_shuts_anybody_out(browser: Browser, address: str, axe: str, name: str) -> None:
    with opened(browser, address, color_scheme="light") as (page, _):
        answer = page.goto(READ_BY_ALL[name])
        assert answer is not None and answer.status == (404 if name == "refusal" else 200)
        page.evaluate(axe)
        assert not serious(page.evaluate("axe.run(document, {resultTypes: ['violations']})"))
        page.emulate_media(color_scheme="dark")
        assert not serious(page.evaluate("axe.run(document, {runOnly: ['color-contrast']})"))


@pytest.mark.parametrize("path", DATASETTE_PAGES)
def test_datasettes_own_pages_are_dark_where_the_others_are(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address, color_scheme="dark") as (page, _):
        page.goto("/-/documents")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.goto(path)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        for light in page.locator("section.content td, section.content input[type=text]").all()[:20]:
            assert light.evaluate("item => getComputedStyle(item).backgroundColor") != "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", DATASETTE_PAGES)
def test_datasettes_own_pages_can_be_read_in_the_dark(browser: Browser, address: str, axe: str, path: str) -> None:
    with opened(browser, address, color_scheme="dark") as (page, _):
        page.goto(path)
        page.evaluate(axe)
        where = "{exclude: [['.CodeMirror'], ['.cm-editor'], ['header'], ['footer']]}"
        assert not serious(page.evaluate(f"axe.run({where}, {{runOnly: ['color-contrast']}})"))


def serious(result: Any) -> list[Any]:
    """What axe found that keeps somebody from using the page."""
    return [
        (found["id"], [node["target"] for node in found["nodes"]][:3], found["nodes"][0]["failureSummary"])
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
    ]


def test_a_whole_visit_needs_no_mouse(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, wrong):

        def walk_to(selector: str) -> None:
            """Tab until an element that `selector` names has the focus, which must be seen."""
            for _ in range(400):
                page.keyboard.press("Tab")
                if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                    seen = page.evaluate(
                        """() => { const style = getComputedStyle(document.activeElement);
                        return style.outlineStyle !== 'none' || style.boxShadow !== 'none' }"""
                    )
                    assert seen, f"{selector}: nobody sees where the keyboard is"
                    return
            raise AssertionError(f"{selector}: the keyboard does not come there")

        def follow(selector: str, expected: str) -> None:
            walk_to(selector)
            page.keyboard.press("Enter")
            page.wait_for_url(expected)

        page.goto("/")
        walk_to("#big")
        page.keyboard.type("就业")
        page.keyboard.press("Enter")
        page.wait_for_url("**/-/search?**")
        follow(".hits li a", "**/-/documents/**")
        assert page.locator(".text mark.evidence").count()
        page.goto(f"/-/documents/{PLAN}")
        follow(".timeline a[href*='/-/diff/']", "**/-/diff/**")
        page.keyboard.press("n")
        expect(page.locator(".change").first).to_be_focused()
        page.goto("/")
        follow(".starts a.card", "**/-/compare/**")
        follow("a.evidence", "**/-/documents/**")
        page.goto("/")
        follow("a[href='/-/targets']", "**/-/targets")
        follow("td.quote a.evidence", "**/-/documents/**")
        assert page.locator(".text mark.evidence").count()
        follow(".languages a", "**lang=zh**")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        assert not wrong


def test_a_diff_is_walked_with_the_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, wrong):
        page.goto(f"/-/diff/{PLAN}/1...2")
        first, second = (page.locator(".change").nth(number) for number in (0, 1))
        for key, there in zip("nnp", (first, second, first), strict=True):
            page.keyboard.press(key)
            expect(there).to_be_focused()
        assert not wrong


def test_a_move_is_followed_to_where_it_was_and_back(browser: Browser, address: str) -> None:
    with opened(browser, address, java_script_enabled=False) as (page, wrong):
        page.goto(f"/-/diff/{PLAN}/1...2")
        for _ in range(2):
            page.click(".change.move .what a[href^='#moved-']")
            expect(page.locator(".departure:target")).to_have_text(re.compile(r"^\s*↑1"))
            page.click(".departure:target a")
            expect(page.locator(".change.move:target")).to_have_count(1)
        assert not wrong


def test_the_first_stop_of_the_keyboard_leads_to_the_content(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, _):
        page.goto("/-/themes")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()


def test_a_range_in_the_address_is_shown(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, _):
        page.goto(f"/-/documents/{PLAN}/1#c600-640")
        assert page.locator(".text .evidence").count() >= 1


def test_marks_can_be_switched_off_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, address, java_script_enabled=False) as (page, _):
        page.goto(f"/-/documents/{PLAN}/1")
        mark = page.locator(".text mark.theme:not(.figure)").first
        before = mark.evaluate("node => getComputedStyle(node).backgroundColor")
        page.uncheck("#show-themes")
        after = mark.evaluate("node => getComputedStyle(node).backgroundColor")
        assert before != after and re.search(r"rgba\(0, 0, 0, 0\)", after)
