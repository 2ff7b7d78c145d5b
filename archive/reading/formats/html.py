"""The main content of a page of HTML: trafilatura finds where it is, and it is read whole from there.

Its own text breaks lines at every bold word and takes tables apart; the tree that the page came in does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from archive.errors import BadInput
from archive.reading.formats.limits import MAX_MAIN_CONTENT_CHARACTERS, MAX_TEXT_CHARACTERS
from archive.reading.formats.read_text import ReadText, tidy_title
from archive.reading.word_lists import load_data

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\uffef])")
_SITE_NAME = re.compile(r"[_|｜–—-]")
#: The main content is the smallest element that holds this share of what was found to be content.
_HELD = 0.9
#: Where trafilatura found less than this share of the words outside links, it is not trusted.
_LEAST_FOUND = 0.3
#: How far on, in characters of what trafilatura found, the next words of the page are looked for.
_REACH = 2_000
#: Words so short that they may stand anywhere, and say nothing of the place.
_SHORT = 4


@cache
def _elements() -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in load_data("html_elements").items()}


def read_html(page: str, encoding: str) -> ReadText:
    """The main content of a page, or all its visible text where that cannot be told; a blank line between blocks.

    A row of a table is a line with tabs between cells. Raises BadInput where the page shows no text.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadInput("a damaged page: it cannot be parsed") from error
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise BadInput("its tags are nested too deeply: not a page that a browser could show whole")
    if root is None:
        raise BadInput("there is no text on the page")
    title = _title(root)
    main = _main_element(page, root)
    notes = ("the main content of the page",)
    pieces = list(_text_blocks(main)) if main is not None else []
    if not pieces:
        notes = ("all visible text of the page",)
        pieces = list(_text_blocks(root))
    elif title and not any(_squeeze(title) in _squeeze(piece) for piece in pieces[:5]):
        # The headline often stands outside the element that holds the article.
        pieces[:0] = [block for block in _text_blocks(root) if _squeeze(block) == _squeeze(title)][:1]
    text = "\n\n".join(pieces)
    if not text:
        raise BadInput("there is no text on the page")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise BadInput(f"more than {MAX_TEXT_CHARACTERS:,} characters of text")
    return ReadText(text + "\n", "text/html", encoding, title, notes)


def _title(root: Any) -> str | None:
    metas: dict[str, str | None] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        metas.setdefault(name, meta.get("content"))
    for name in _elements()["title_meta"]:
        if found := tidy_title(metas.get(name)):
            return found
    headings = [found for heading in root.iter("h1") if (found := tidy_title("".join(heading.itertext())))]
    if len(headings) == 1:
        return headings[0]
    called = next((found for title in root.iter("title") if (found := tidy_title("".join(title.itertext())))), None)
    # Browsers show a title with the site's name behind it; the page itself shows the headline alone.
    headline = tidy_title(_SITE_NAME.split(called or "", maxsplit=1)[0])
    shown = headline is not None and any(_squeeze(block) == _squeeze(headline) for block in _text_blocks(root))
    return headline if shown else called


def _main_element(page: str, root: Any) -> Any | None:
    """The smallest element around what trafilatura takes for content, or None where it cannot tell."""
    if len(page) > MAX_MAIN_CONTENT_CHARACTERS:
        return None
    import trafilatura

    try:
        content = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True, fast=True)
    except Exception:  # it makes no promise about hostile pages, and all visible text is still to be had
        return None
    found = _squeeze(content or "")
    place = 0
    weights: dict[Any, int] = {}
    order: list[Any] = []
    outside_links = 0
    for element in _seen(root):
        order.append(element)
        in_link = element.tag == "a"
        own = [element.text] + [child.tail for child in element]
        weights[element] = 0
        for string in map(_squeeze, filter(None, own)):
            if in_link or not string:
                continue
            outside_links += len(string)
            at = found.find(string, place, place + len(string) + _REACH)
            if at >= 0:
                weights[element] += len(string)
                place = at + len(string) if len(string) > _SHORT else place
    total = sum(weights.values())
    if not total or total < _LEAST_FOUND * outside_links:
        return None
    for element in reversed(order):  # children come after their parents, so sums flow upward
        parent = element.getparent()
        if parent is not None and parent in weights:
            weights[parent] += weights[element]
    # Document order: an element's descendants follow it, so the last one that holds enough is the deepest.
    return next(element for element in reversed(order) if weights[element] >= _HELD * total)


def _seen(root: Any) -> Iterator[Any]:
    """The elements that a reader sees, in document order."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if _is_unseen(element):
            continue
        yield element
        waiting.extend(reversed(element))


def _is_unseen(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _elements()["unseen"] + _elements()["around"]:
        return True
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _text_blocks(root: Any) -> Iterator[str]:
    """The visible text under an element, a block at a time, each without blanks at its ends."""
    block: list[str] = []
    for part in _parts(root):
        if part is None:
            text = _tidy("".join(block))
            block.clear()
            if text:
                yield text
        else:
            block.append(part)
    if text := _tidy("".join(block)):
        yield text


def _parts(root: Any) -> Iterator[str | None]:
    """Strings of running text, "\\v" for a line break, "\\t" between cells, and None where a block begins or ends."""
    cell_tags, block_tags = frozenset(_elements()["cell"]), frozenset(_elements()["block"])
    waiting: list[tuple[Any, bool]] = [(root, True)]
    cells = 0
    while waiting:
        element, opening = waiting.pop()
        tag = element.tag
        in_row = cells > 0
        if opening and not _is_unseen(element):
            if tag in cell_tags:
                cells += 1
                yield "\x1f"
            elif tag == "br":
                yield " " if in_row else "\v"
            elif tag in block_tags:
                yield " " if in_row and tag not in ("tr", "table") else None
            yield _collapse(element.text)
            waiting.append((element, False))
            waiting.extend((child, True) for child in reversed(element))
            continue
        if not opening:
            if tag in cell_tags:
                cells -= 1
            elif tag in block_tags:
                yield " " if in_row and tag not in ("tr", "table") else None
        if element is not root:
            yield _collapse(element.tail)


def _collapse(string: str | None) -> str:
    return _BLANKS.sub(" ", _BETWEEN_HAN.sub("", string or "").replace("\v", " ").replace("\x1f", " "))


def _tidy(block: str) -> str:
    cells = [_BLANKS.sub(" ", cell).strip(" \v") for cell in block.split("\x1f")]
    if len(cells) > 1:
        return "\t".join(cell.replace("\v", " ") for cell in cells[0 if cells[0] else 1 :]).rstrip("\t")
    lines = [line.strip(" ") for line in cells[0].split("\v")]
    return "\n".join(line for line in lines if line.strip())


def _squeeze(text: str) -> str:
    return "".join(text.split())
