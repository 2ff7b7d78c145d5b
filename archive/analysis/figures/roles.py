"""Which part of a report a passage belongs to: the review of what was done, or the tasks ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from archive.model import Passage
from archive.quantities.units import load_data

Role = Literal["review", "tasks"]
_YEAR = re.compile(r"(20\d\d|19\d\d)年")
_LONGEST_HEADING = 60
_END = frozenset("。！？；!?;，,")


def section_roles(passages: Sequence[Passage], year: int | None) -> list[tuple[Role | None, str]]:
    """For each passage its part of the report and the words that tell it, or None and nothing.

    The outermost heading that tells rules; without headings a sentence that opens a part does, until the next.
    """
    running: tuple[Role | None, str] = (None, "")
    found: list[tuple[Role | None, str]] = []
    for passage in passages:
        role = _from_headings(passage.heading_path, year)
        if role is None and not passage.heading_path:
            line = passage.text
            if len(line) <= _LONGEST_HEADING and line and line[-1] not in _END:
                role = heading_role(line, year) if passage.kind != "heading" or passage.level != 1 else None
            role = role or _opened(line)
            if role is not None:
                running = (role, line[:_LONGEST_HEADING])
            found.append(running)
            continue
        if role is None:
            opened = _opened(passage.text)
            running = (opened, passage.text[:_LONGEST_HEADING]) if opened else running
            found.append(running)
            continue
        running = (None, "")
        found.append((role, passage.heading_path[0]))
    return found


def _from_headings(path: Sequence[str], year: int | None) -> Role | None:
    for heading in path:
        role = heading_role(heading, year)
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
    """
    review = _patterns()["review"].search(heading) is not None
    tasks = _patterns()["tasks"].search(heading) is not None
    if review != tasks:
        return "review" if review else "tasks"
    if review:
        return None
    years = [int(match[1]) for match in _YEAR.finditer(heading)]
    if years and year is not None and "工作" in heading:
        return "tasks" if max(years) >= year else "review"
    return None


def _opened(text: str) -> Role | None:
    if _patterns()["opens_tasks"].search(text[:120]):
        return "tasks"
    if _patterns()["opens_review"].search(text[:60]):
        return "review"
    return None
