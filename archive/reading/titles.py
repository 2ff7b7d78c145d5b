"""The title of a document and the lines under it: who spoke, when, before whom."""

from __future__ import annotations

import re

from archive.model import FURNITURE
from archive.reading.blocks import Block
from archive.reading.characters import ends_sentence
from archive.reading.joining import attach, is_open, looks_like_headline
from archive.reading.layout_words import layout_words
from archive.reading.word_lists import one_of, word_list

_DAY = r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
_DATED = re.compile(rf"^(?:—+|-+|【.{{1,4}}】)?\s*\(?(?:根据)?{_DAY}")
_ADOPTED = (*word_list("kinds", "adoption", "acts"), "施行")
_COMPLETE_OCCASION = re.compile(rf"(?:上|日|{one_of('kinds', 'adoption', 'acts')}|施行|会议)\s*\)?$")
_KINDS = re.compile(rf"({one_of('kinds', 'titles', 'ends')})(\s*\(.{{1,16}}\))?》?$")
_OF_KIND = re.compile(r"的\S{2,4}(\s*\(.{1,16}\))?$")
_EDITION = re.compile(rf"\((?:.{{0,6}}(?:{one_of('kinds', 'titles', 'editions')})|\d{{4}}(?:—|-|~|至)\d{{4}}年)\)")
_HALF_TITLE = re.compile(rf"\d{{4}}\s?年|关于|(?:{one_of('organs', 'names', 'broken')})$|^(?:中华人民共和国|全国)")
_ADDS = re.compile(f"[和与及暨].{{4,40}}(?:{one_of('kinds', 'titles', 'added')})$")
_ANNEXED = re.compile(r"附\s?件\s?[\d一二三四五六七八九十]{0,2}:?")
_WRITERS = re.compile("记者|通讯员|作者|摄")
_TITLE, _ANNEX = 0, 5  # ranks
_NUMBERED = re.compile(
    r"[^\s,。]{2,14}[〔\[(]\d{4}[〕\])](?:第)?\d{1,5}号\s*《"
)  # the name of a page: 某政发〔2014〕20号《…》
_GOES_ON = re.compile("[,;。]")
_SALUTES = re.compile(r"各[^。]{2,80}:$")
_FIRST = 12
_LAST_ANNEX = 30
_DAY_ALONE = 16
_LINES = 3
_LONGEST = 90
_LONGEST_OCCASION = 80
_LONGEST_ADOPTION = 2_000


def mark_titles(text: str, blocks: list[Block]) -> None:
    """Mark the title (a heading of rank 0), that of an annex, and what stands under each.

    A title that is spread over lines (某区2023年预算执行情况和 / 2024年预算草案的报告) is one heading, an occasion
    under it that is (在某区第十八届 / 人民代表大会第五次会议上) one line. Of several lines over the text, the first
    that names a kind of document is the title, else the first that could be a headline. A letter may carry an annex:
    its title stands under the day the letter is signed with, or over the occasion the annex was read at. News may quote
    a letter whole: its title stands over the salutation.
    """
    title = _mark_title(text, blocks, 0, _TITLE)
    annex = _annex(blocks, title.folded if title else "")
    if annex is not None:
        _mark_title(text, blocks, annex, _ANNEX if title else _TITLE)


def _mark_title(text: str, blocks: list[Block], start: int, rank: int) -> Block | None:
    front = _front(blocks, start)
    titles = [at for at in front if _is_title(blocks, at)]
    named = [at for at in titles if _names_a_kind(blocks, at)]
    named = [at for at in named if not _NUMBERED.match(blocks[at].folded)] or named
    below = [at for at in titles if at > _last_navigation(blocks, front)]
    title = next(iter(named or below or titles), None)
    if title is None:
        return None
    _join(text, blocks, title, _lines_of_title(blocks, title))
    head = blocks[title]
    head.kind, head.level = "heading", rank
    for line in front[: front.index(title)]:
        _mark_line(text, blocks, line, head)
    at = title + 1
    for _ in front:
        if at >= len(blocks) or not _is_front(blocks[at]):
            break
        _mark_line(text, blocks, at, head)
        at += 1
    return head


def _last_navigation(blocks: list[Block], front: list[int]) -> int:
    """Where the last line of navigation over the text stands, or -1: over it stands what is a site's own, a slogan."""
    last = front[-1] if front else 0
    return max((at for at in range(last) if blocks[at].kind == "navigation"), default=-1)


def _annex(blocks: list[Block], title: str) -> int | None:
    """Where the title of an annex stands, or None; the document's own `title` may stand there twice."""
    for index, block in enumerate(blocks[:_LAST_ANNEX]):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is None or block.kind not in ("paragraph", "source") or block.folded == title:
            continue
        if block.kind == "source" and _is_occasion(block.folded) and len(block.folded) <= _DAY_ALONE:
            nearest = [at for at in range(index + 1, min(index + 4, len(blocks))) if _could_head(blocks[at])]
            if nearest and index and _names_a_kind(blocks, nearest[0]):
                return nearest[0]
        elif _heads_annex(block, following, title):
            return index
    return None


def _heads_annex(block: Block, following: Block, title: str) -> bool:
    """Whether a title stands over an occasion, or, where the text has no title yet, over a salutation."""
    if not _could_head(block) or not _KINDS.search(block.folded):
        return False
    return _is_occasion(following.folded) or (not title and _SALUTES.match(following.folded) is not None)


def _could_head(block: Block) -> bool:
    return block.kind == "paragraph" and _is_front(block) and len(block.folded) <= _LONGEST


def _front(blocks: list[Block], start: int) -> list[int]:
    """The lines over the text: up to the first sentence, salutation, numbered heading or article of a law."""
    found: list[int] = []
    for index in range(start, len(blocks)):
        block = blocks[index]
        if block.kind in FURNITURE:
            continue
        if len(found) >= _FIRST or not _is_front(block):
            break
        found.append(index)
    return found


def _is_front(block: Block) -> bool:
    if block.kind in FURNITURE or _is_adoption(block.folded) or block.kind == "source":
        return True
    if block.kind == "heading" and block.level is not None and block.level >= 10:
        return False
    return not ends_sentence(block.folded) and not block.folded.endswith((":", ";"))


def _is_occasion(folded: str) -> bool:
    """Whether a line says on which day, before whom: ——2024年1月23日在某省第十四届人民代表大会第二次会议上."""
    return len(folded) <= _LONGEST_OCCASION and _DATED.match(folded) is not None


def _is_adoption(folded: str) -> bool:
    """Whether a line, however long, says when a law was passed, amended and brought into force."""
    return (
        len(folded) <= _LONGEST_ADOPTION
        and _DATED.match(folded) is not None
        and folded.rstrip(") 。").endswith(_ADOPTED)
    )


def _is_title(blocks: list[Block], index: int) -> bool:
    """Whether a block could be the title: it names a kind of document, or heads the text as a headline does."""
    block = blocks[index]
    folded = block.folded
    if not 2 <= len(folded) <= _LONGEST or _is_occasion(folded) or block.article_number is not None:
        return False
    if _ANNEXED.fullmatch(folded) or (block.kind == "byline" and _WRITERS.search(folded)):
        return False
    if block.kind not in ("paragraph", "heading", "byline") or index + 1 >= len(blocks):
        return False
    return _KINDS.search(folded) is not None or looks_like_headline(folded) or _lines_of_title(blocks, index) > 1


def _names_a_kind(blocks: list[Block], index: int) -> bool:
    return _KINDS.search(blocks[index].folded) is not None or _lines_of_title(blocks, index) > 1


def _lines_of_title(blocks: list[Block], index: int) -> int:
    """Over how many lines the title that begins at `index` is spread."""
    words = blocks[index].folded
    best = 1
    for count in range(1, _LINES + 1):
        following = blocks[index + count] if index + count < len(blocks) else None
        adds = following is not None and _ADDS.match(following.folded) is not None
        if _KINDS.search(words) and not is_open(words):
            best = count
            if following is not None and _EDITION.fullmatch(following.folded):
                return count + 1
            if not adds and ("关于" not in words or _OF_KIND.search(words)):
                break  # 关于…计划 may go on: 执行情况的报告
        broken = adds or words.endswith(layout_words().dangling) or is_open(words) or _HALF_TITLE.search(words)
        if following is None or not broken or not _goes_on_title(following):
            break
        words += following.folded
    return best


def _goes_on_title(block: Block) -> bool:
    folded = block.folded
    return (
        block.kind in ("paragraph", "byline")
        and len(folded) <= _LONGEST // 2 + 15
        and not block.marks
        and not _is_occasion(folded)
        and not ends_sentence(folded)
        and folded[-1] not in ":;"
    )


def _join(text: str, blocks: list[Block], index: int, count: int) -> None:
    for other in blocks[index + 1 : index + count]:
        attach(text, blocks[index], other)
    del blocks[index + 1 : index + count]


def _mark_line(text: str, blocks: list[Block], index: int, title: Block) -> None:
    """Give a line under the title its kind: when and before whom (source), who (byline)."""
    block = blocks[index]
    if block.kind != "paragraph" or block.folded == title.folded or block.article_number is not None:
        return
    if _is_occasion(block.folded) or _is_adoption(block.folded):
        _join(text, blocks, index, _lines_of_occasion(blocks, index))
        block.kind = "source"
    elif len(block.folded) <= 30 and not _GOES_ON.search(block.folded):
        block.kind = "byline"


def _lines_of_occasion(blocks: list[Block], index: int) -> int:
    words = blocks[index].folded
    for count in range(1, _LINES + 1):
        if _COMPLETE_OCCASION.search(words) and ("(" not in words or words.endswith(")")):
            return count
        if index + count >= len(blocks) or blocks[index + count].kind not in ("paragraph", "byline"):
            break
        if _is_occasion(blocks[index + count].folded) or len(words) > _LONGEST:
            break
        words += blocks[index + count].folded
    return 1
