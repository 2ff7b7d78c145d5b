"""The pictures of the README, taken anew with ``ARCHIVE_SCREENSHOTS=1``; else only that they can be taken."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_visit import DESKTOP, PHONE, PLAN, opened
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

#: Name, address, language, size, colour scheme.
PICTURES = (
    ("compare", "/-/compare/2024...2026", "en-US", DESKTOP, "light"),
    ("compare-zh", "/-/compare/2024...2026", "zh-CN", DESKTOP, "light"),
    ("diff", f"/-/diff/{PLAN}/1...2?order=ranked", "en-US", DESKTOP, "light"),
    ("diff-side", f"/-/diff/{PLAN}/1...2?order=ranked&view=side", "en-US", DESKTOP, "dark"),
    ("document", f"/-/documents/{PLAN}/1#p9", "zh-CN", DESKTOP, "light"),
    ("document-phone", f"/-/documents/{PLAN}/1", "zh-CN", PHONE, "light"),
    ("targets", "/-/targets?region=朝阳区", "en-US", DESKTOP, "light"),
)


@pytest.mark.parametrize(
    ("name", "path", "locale", "size", "scheme"), PICTURES, ids=[picture[0] for picture in PICTURES]
)
def test_a_picture_is_small_and_not_blank(
    browser: Browser, address: str, tmp_path: Path, name: str, path: str, locale: str, size: dict[str, int], scheme: str
) -> None:
    from PIL import Image

    folder = ROOT / "docs" / "screenshots" if os.environ.get("ARCHIVE_SCREENSHOTS") == "1" else tmp_path
    file = folder / f"{name}.png"
    with opened(browser, address, locale=locale, viewport=size, color_scheme=scheme) as (page, _):
        page.goto(path)
        page.screenshot(path=file)
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(96, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    assert len(few.getcolors() or ()) > 20
    assert file.stat().st_size < 150_000
