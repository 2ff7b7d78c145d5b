"""Which part of a report a passage belongs to: the review of what was done, or the tasks ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from archive.model import Passage
from archive.reading.word_lists import load_data, one_of

Role = Literal["review", "tasks"]
#: For each passage its part of the report and the words that tell it, or None and nothing.
Roles = Sequence[tuple[Role | None, str]]
_YEAR = re.compile(r"(20\d\d|19\d\d)年")
_LONGEST_HEADING = 60
_OPENING = 10  # characters
_END = frozenset("。！？；!?;，,")
_SECTION = re.compile("(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+[、.．])")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]")
#: A later sentence of a passage that states the goals: the tasks have begun where the next passage does.
_GOALS_LATER = re.compile("[。！!][^。！!]{0,60}预期目标(?:是|为|如下|[:：])")
_PAST_YEAR = re.compile(
    rf"[^。，,]{{0,14}}(?:{one_of('tenses', 'past_year', 'says')})?[，,]?(?:初步)?(?:统计)?[，,]?(20\d\d)年[，,]?"
    f"(?:(?!目标|计划|安排|建议)[^。；]){{0,24}}(?:{one_of('tenses', 'past_year', 'verbs')})"
)
_SUMMARY = "工作总结"
_TOLD_LATER = re.compile("目标|任务|清单")
_TITLE = re.compile("(?:报告|公报|讲话)(?:[（(][^（）()]{0,40}[）)])?$")
_LOOKS_BACK = re.compile(f"(?:{one_of('tenses', 'headings', 'reviews_end')})$")
_AND = re.compile("[和与及、](?!问题)")


def section_roles(passages: Sequence[Passage], published_on: date | None, kind: str | None = None) -> Roles:
    """For each passage of a document of that date and kind its part of the report.

    A statistical communiqué (公报) looks back on the year that its title names, all of it. Elsewhere the outermost
    heading that tells rules. A numbered section that tells nothing goes on with the tasks before it (三、把改革开放扎实
    推向纵深); where no heading tells, a sentence that opens a part does, until the next.
    """
    if kind == "公报":
        title = next((passage.text for passage in passages if passage.kind == "heading" and passage.level == 1), "")
        return [("review", title)] * len(passages)
    year = published_on.year if published_on else None
    in_news = kind is None or "报告" not in kind
    running: tuple[Role | None, str] = (None, "")
    section = opened_under = ""
    found: list[tuple[Role | None, str]] = []
    for passage in passages:
        top = next((heading for heading in passage.heading_path if not _TITLE.search(heading)), "")
        role = _from_headings(passage.heading_path, year)
        if top != section and _begins_anew(section, top, opened_under, running[0]):
            running = (None, "")
        section = top
        if role is not None:
            running = (role, top) if role == "tasks" and _SECTION.match(top) else (None, "")
            opened_under = top
            found.append((role, top))
            continue
        line = passage.text
        if not top and len(line) <= _LONGEST_HEADING and line and line[-1] not in _END:
            role = heading_role(line, year) if passage.kind != "heading" or passage.level != 1 else None
        role = role or _opened(line)
        if (
            not top
            and role is None
            and (_patterns()["closes"].search(line, 0, _OPENING) or (in_news and _told_of_past(line, year)))
        ):
            running = (None, "")
        if role is not None and (role != running[0] or _YEAR.search(line, 0, _LONGEST_HEADING)):
            running, opened_under = (role, line[:_LONGEST_HEADING]), top
        found.append(running)
        later = _patterns()["opens_tasks_later"] if in_news else _GOALS_LATER
        if not top and running[0] != "tasks" and _TOLD_LATER.search(line) and later.search(line):
            running, opened_under = ("tasks", ""), top
    if kind == _SUMMARY:
        return _as_summary(passages, found, year)
    return _as_news(passages, found) if in_news else found


def _as_news(passages: Sequence[Passage], found: list[tuple[Role | None, str]]) -> Roles:
    """The parts of a piece of news; its headline is on the tasks ahead where most of the text is."""
    titles = [at for at, passage in enumerate(passages) if passage.kind == "heading" and passage.level == 1]
    content = [role for passage, (role, _) in zip(passages, found, strict=True) if passage.kind == "paragraph"]
    if len(titles) == 1 and found[titles[0]][0] is None and 2 * content.count("tasks") > len(content):
        found[titles[0]] = ("tasks", "")
    return found


def _as_summary(passages: Sequence[Passage], found: Roles, year: int | None) -> Roles:
    """The parts of a year's summary that names no plan: all look back but those that say otherwise."""
    title = next((passage.text for passage in passages if passage.kind == "heading" and passage.level == 1), "")
    if heading_role(title, year) != "review" or _patterns()["tasks"].search(title):
        return found
    return [("review", title) if role is None else (role, told) for role, told in found]


def _begins_anew(before: str, top: str, opened_under: str, running: Role | None) -> bool:
    """Whether under the heading `top` nothing holds of what a sentence opened: another article begins, or another
    section after the one that the sentence called a review."""
    if _SECTION.match(top):
        return running == "review" and _SECTION.match(opened_under) is not None
    return bool(before and top) and not _NUMBERED.match(top)


def _from_headings(path: Sequence[str], year: int | None) -> Role | None:
    for heading in path:
        role = None if _TITLE.search(heading) else heading_role(heading, year)
        if role is not None:
            return role
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(words)) for name, words in load_data("tenses")["roles"].items()}


@lru_cache(maxsize=4096)
def heading_role(heading: str, year: int | None) -> Role | None:
    """The part that a heading opens, or None where it tells neither or both.

    >>> heading_role("一、2023年工作回顾", 2024), heading_role("二、2024年工作总体要求", 2024)
    ('review', 'tasks')
    >>> heading_role("一、2023年重点工作完成情况", 2024)
    'review'
    """
    review = _patterns()["review"].search(heading) is not None
    tasks = _patterns()["tasks"].search(heading) is not None
    years = [int(match[1]) for match in _YEAR.finditer(heading)]
    over = bool(years) and year is not None and max(years) < year
    if review and tasks:
        return "review" if over or (_LOOKS_BACK.search(heading) and not _AND.search(heading)) else None
    if review or tasks:
        return "review" if review or over else "tasks"
    if years and year is not None and "工作" in heading:
        return "review" if over else "tasks"
    return None


def _told_of_past(text: str, year: int | None) -> bool:
    """Whether a passage of news begins with what an earlier year brought: 报告显示，2022年全市实现……."""
    found = _PAST_YEAR.match(text) if year is not None else None
    return found is not None and year is not None and int(found[1]) < year


def _opened(text: str) -> Role | None:
    if _patterns()["opens_review"].search(text[:60]):
        return "review"
    if _patterns()["opens_tasks"].search(text[:120].partition("。")[0]):
        return "tasks"
    return None
