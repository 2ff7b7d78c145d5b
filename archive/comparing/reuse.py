"""Sentences taken over literally from one document into another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.analysis.theme_key import theme_key
from archive.comparing.evidence import Evidence, evidence_of
from archive.comparing.theme_rows import day_of
from archive.model import AnalysedVersion

#: Shorter sentences (各位代表，谢谢大家) come about by themselves.
SHORTEST = 14
_CLAUSE = re.compile(r"[^。！？!?；;]+")


@dataclass(frozen=True, slots=True)
class Reuse:
    """A sentence that stands in two documents; `direction` says whether the dates tell which was first."""

    source: Evidence
    target: Evidence
    direction: str  # earlier → later, or unknown

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {"source": self.source.to_dict(), "target": self.target.to_dict(), "direction": self.direction}


def literal_reuse(versions: Sequence[AnalysedVersion]) -> tuple[Reuse, ...]:
    """The sentences that a later document takes over from an earlier one, each once for every taker.

    A sentence is compared without quotes, width, dashes and white space; the source is the earliest document that has
    it. Work is linear in the text.
    """
    order = sorted(range(len(versions)), key=lambda i: (_day(versions[i]), versions[i].source.address))
    first: dict[str, tuple[int, Evidence]] = {}
    takers: defaultdict[str, list[tuple[int, Evidence]]] = defaultdict(list)
    for index in order:
        own: set[str] = set()
        for key, evidence in _sentences(versions[index]):
            if key in own:
                continue
            own.add(key)
            if key in first and versions[first[key][0]].source.slug != versions[index].source.slug:
                takers[key].append((index, evidence))
            else:
                first.setdefault(key, (index, evidence))
    found = []
    for key, items in takers.items():
        origin, source = first[key]
        for index, target in items:
            days = day_of(versions[origin].source), day_of(versions[index].source)
            known = None not in days and days[0] != days[1]
            found.append(Reuse(source, target, "earlier → later" if known else "unknown"))
    found.sort(key=lambda item: (item.source.document, item.source.span, item.target.document, item.target.span))
    return tuple(found)


def _day(version: AnalysedVersion) -> str:
    return day_of(version.source) or "undated, so after every year"


def _sentences(version: AnalysedVersion) -> list[tuple[str, Evidence]]:
    found = []
    for passage in version.passages:
        if not passage.is_content or passage.kind == "heading":
            continue
        for match in _CLAUSE.finditer(passage.text):
            key = theme_key(match.group())
            if len(key) >= SHORTEST:
                found.append((key, evidence_of(version, passage.locate(match.start(), match.end()))))
    return found
