"""Among what the pairs of a year's documents are looked for: themselves, the year before, and promises still running.

So what one document adds can change the pairs of a few years only, however many years a region has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.analysis.pairs.breakdowns import parts_of
from archive.analysis.pairs.milestones import Stage, read_stages
from archive.analysis.pairs.statements import Statement, statements_of
from archive.model import AnalysedVersion, Period

#: How many years a promise made before the year before is looked back for.
LONGEST_PROMISE = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as pairing takes it.

    `position` is its own in the canonical order, and `parts` are the parts of each whole, by the whole's number.
    """

    position: int
    version: AnalysedVersion
    statements: Sequence[Statement]
    stages: Sequence[Stage]
    parts: Mapping[int, Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Promises:
    """What older documents promised: figures and stages of projects."""

    statements: Sequence[Statement] = ()
    stages: Sequence[Stage] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The documents of one year of publication with those that their pairs are looked for in, in canonical order.

    `before` are those of the nearest earlier year that has any, `promised` what still older ones promised for a time
    that reaches into the year before this one.
    """

    own: Sequence[Reading]
    before: Sequence[Reading] = ()
    promised: Promises = Promises()


def canonical_order(versions: Sequence[AnalysedVersion]) -> list[int]:
    """The caller's indexes in an order that does not depend on the caller's."""

    def key(index: int) -> tuple[str, str, int, str]:
        source = versions[index].source
        day = source.published_on.isoformat() if source.published_on else str(source.year or "")
        return (day, source.slug, source.number, versions[index].text)

    return sorted(range(len(versions)), key=key)


def read(position: int, version: AnalysedVersion) -> Reading:
    """The reading of a version that has this position in the canonical order."""
    statements = statements_of(position, version.source, version.text, dict(enumerate(version.figures)))
    stages = read_stages(position, version.source, dict(enumerate(version.milestones)))
    return Reading(position, version, statements, stages, parts_of(version.text, statements))


def windows_of(readings: Sequence[Reading]) -> Iterator[Window]:
    """The window of each year of publication; documents of no known year have one of their own."""
    of_year: defaultdict[int | None, list[Reading]] = defaultdict(list)
    for reading in readings:
        of_year[reading.version.source.year].append(reading)
    if None in of_year:
        yield Window(of_year[None])
    years = sorted(year for year in of_year if year is not None)
    for position, year in enumerate(years):
        older = [
            running(reading.statements, reading.stages, year)
            for other in years[: max(0, position - 1)]
            if other >= year - LONGEST_PROMISE
            for reading in of_year[other]
        ]
        yield Window(of_year[year], of_year[years[position - 1]] if position else (), together(older))


def running(statements: Iterable[Statement], stages: Iterable[Stage], year: int) -> Promises:
    """The promises whose stated period reaches into the year before `year`, or further."""
    return Promises(
        [item for item in statements if item.forward and _reaches(item.figure.period, year)],
        [stage for stage in stages if stage.forward and _reaches(stage.milestone.period, year)],
    )


def together(promises: Iterable[Promises]) -> Promises:
    """The promises of several documents, in their order."""
    every = list(promises)
    return Promises(
        [statement for one in every for statement in one.statements], [stage for one in every for stage in one.stages]
    )


def _reaches(period: Period | None, year: int) -> bool:
    return period is not None and period.end.year >= year - 1
