"""What an analyst says of figures and pairs, applied after everything that the archive reads by itself.

`correction_file` reads the entries from TOML; here they are records, and applying them is a pure function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from archive.analysis.pairs.arithmetic import with_sums
from archive.analysis.pairs.statements import read_statements
from archive.model import AnalysedVersion, Figure, FigureAt, FigurePair, Passage, Source, Span
from archive.quantities.scan import scan_quantities

Action = Literal["add", "remove", "change", "pair", "unpair"]


@dataclass(frozen=True, slots=True)
class Place:
    """A number in a document, and what it has to say for the correction to apply."""

    document: str  # SLUG, or SLUG@N for one version alone
    span: Span
    text: str | None = None

    def is_in(self, source: Source) -> bool:
        """Whether the place is in that version."""
        return self.document in (source.slug, source.address)


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a file, with the line it begins on."""

    action: Action
    places: tuple[Place, ...]  # one for a figure, (a, b) for a pair
    values: tuple[tuple[str, Any], ...]  # fields of Figure or FigurePair
    note: str
    line: int
    event: int = 0  # where it is recorded: the id of the file's event, and its number in the file
    number: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one correction: `done` is false where its number or pair is not there; `reason` says why."""

    correction: Correction
    done: bool
    reason: str = ""
    figure: int | None = None  # index of the figure that was added or changed


_Outcome = tuple[str, Figure | None]  # the reason why not, or "" with the figure that came of it


def correct_figures(
    version: AnalysedVersion, corrections: Sequence[Correction]
) -> tuple[AnalysedVersion, tuple[Applied, ...]]:
    """The version with its figures corrected, in reading order, and what became of each correction that names it."""
    figures = _Figures(version)
    outcomes: list[tuple[Correction, str, Figure | None]] = []
    for correction in corrections:
        act = figures.actions.get(correction.action)
        if act is not None and correction.places[0].is_in(version.source):
            outcomes.append((correction, *act(correction)))
    corrected, position = figures.in_reading_order()
    applied = tuple(
        Applied(correction, not reason, reason, position.get(id(figure)) if figure is not None else None)
        for correction, reason, figure in outcomes
    )
    return replace(version, figures=corrected), applied


class _Figures:
    """The figures of a version while they are corrected; a removed one leaves its place empty, so indexes hold."""

    def __init__(self, version: AnalysedVersion) -> None:
        self._version = version
        self._figures: list[Figure | None] = list(version.figures)
        self.actions: dict[str, Callable[[Correction], _Outcome]] = {
            "add": self._add,
            "remove": self._remove,
            "change": self._change,
        }

    def in_reading_order(self) -> tuple[tuple[Figure, ...], dict[int, int]]:
        """The figures that are left, and by identity of those corrected the index of each."""
        left = [index for index, figure in enumerate(self._figures) if figure is not None]
        left.sort(key=lambda index: (_span(self._figures[index]), index))
        new_index = {old: new for new, old in enumerate(left)}
        ordered: list[Figure] = []
        position: dict[int, int] = {}
        for new, old in enumerate(left):
            figure = self._figures[old]
            assert figure is not None
            position[id(figure)] = new
            part_of = new_index.get(figure.part_of) if figure.part_of is not None else None
            ordered.append(figure if part_of == figure.part_of else figure._replace(part_of=part_of))
        return tuple(ordered), position

    def _find(self, correction: Correction) -> tuple[int | None, str]:
        place = correction.places[0]
        stale = _stale(place, self._version.text)
        if stale:
            return None, stale
        found = [
            index
            for index, figure in enumerate(self._figures)
            if figure is not None and figure.span.overlaps(place.span)
        ]
        same = [index for index in found if _span(self._figures[index]) == place.span]
        if len(same or found) == 1:
            return (same or found)[0], ""
        return None, "several figures are at that span" if found else "no figure is at that span"

    def _remove(self, correction: Correction) -> _Outcome:
        index, reason = self._find(correction)
        if index is not None:
            self._figures[index] = None
        return reason, None

    def _change(self, correction: Correction) -> _Outcome:
        index, reason = self._find(correction)
        figure = self._figures[index] if index is not None else None
        if index is None or figure is None:
            return reason, None
        changed = _with_values(figure, dict(correction.values), correction)
        self._figures[index] = changed
        return "", changed

    def _add(self, correction: Correction) -> _Outcome:
        place = correction.places[0]
        reason = _stale(place, self._version.text)
        passage = _passage_at(self._version.passages, place.span)
        if reason or passage is None:
            return reason or "no passage is at that span", None
        whole = self._version.passages[passage]
        text = place.span.of(self._version.text)
        read = next(iter(scan_quantities(text)), None)
        blank = Figure(
            span=place.span,
            text=text,
            clause=whole.text,
            clause_span=Span(whole.start, whole.end),
            passage=passage,
            metric="",
            value=read.value if read else Decimal(0),
            value_max=read.value_max if read else None,
            unit=read.unit if read else "",
            base_value=read.base_value if read else Decimal(0),
            base_value_max=read.base_value_max if read else None,
            base_unit=read.base_unit if read else "",
            comparator=read.comparator if read else "=",
            tense="actual",
            tense_reason="corrected",
            measure="level",
            direction=None,
            implied=False,
            period=None,
            scope=None,
        )
        values = dict(correction.values)
        if read is None and "value" not in values:
            return "no number is at that span, and the correction gives no value", None
        added = _with_values(blank, values, correction)
        self._figures.append(added)
        return "", added


def _with_values(figure: Figure, values: dict[str, Any], correction: Correction) -> Figure:
    """The figure with the given fields; the base value follows the value and unit unless it is given itself."""
    if values.keys() & {"value", "unit", "value_max"} and "base_value" not in values:
        value = values.get("value", figure.value)
        unit = values.get("unit", figure.unit)
        value_max = values.get("value_max", figure.value_max)
        base, base_unit = _base(value, unit)
        values = {"base_unit": base_unit, **values, "base_value": base}
        values["base_value_max"] = _base(value_max, unit)[0] if value_max is not None else None
    if "tense" in values:
        values["tense_reason"] = f"corrected: {correction.note}" if correction.note else "corrected"
    return figure._replace(corrected=True, **values)


def _base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    read = next(iter(scan_quantities(f"{value:f}{unit}")), None)
    return (read.base_value, read.base_unit) if read is not None and read.value == value else (value, unit)


def correct_pairs(
    versions: Sequence[AnalysedVersion], pairs: Sequence[FigurePair], corrections: Sequence[Correction]
) -> tuple[tuple[FigurePair, ...], tuple[Applied, ...]]:
    """The pairs with those taken out or put in that an analyst says, and what became of each such correction.

    `versions` carry corrected figures and are those that `pairs` count in.
    """
    kept = list(pairs)
    applied = []
    for correction in corrections:
        if correction.action not in ("pair", "unpair"):
            continue
        first, second = (_figure_at(versions, place) for place in correction.places)
        if first is None or second is None:
            applied.append(Applied(correction, False, "no figure is at one of the spans"))
            continue
        same = [pair for pair in kept if {pair.a, pair.b} == {first, second}]
        if correction.action == "unpair":
            kept = [pair for pair in kept if pair not in same]
            applied.append(Applied(correction, bool(same), "" if same else "the two figures are no pair"))
            continue
        kept = [pair for pair in kept if pair not in same]
        kept.append(_by_hand(versions, first, second, correction))
        applied.append(Applied(correction, True))
    kept.sort(key=lambda pair: (pair.a.version, pair.a.figure, pair.b.version, pair.b.figure))
    return tuple(kept), tuple(applied)


def _by_hand(versions: Sequence[AnalysedVersion], a: FigureAt, b: FigureAt, correction: Correction) -> FigurePair:
    values = {"comparability": "comparable", **dict(correction.values)}
    pair = FigurePair(a, b, **values, note=correction.note, reasons=("corrected",))
    first, second = (read_statements([versions[at.version]])[0][at.figure] for at in (a, b))
    return with_sums(pair, first, second)


def _figure_at(versions: Sequence[AnalysedVersion], place: Place) -> FigureAt | None:
    for number, version in enumerate(versions):
        if not place.is_in(version.source) or _stale(place, version.text):
            continue
        for index, figure in enumerate(version.figures):
            if figure.span.overlaps(place.span):
                return FigureAt(number, index)
    return None


def _stale(place: Place, text: str) -> str:
    """Why the place cannot be meant any more, or nothing."""
    if place.span.end > len(text):
        return "the text ends before that span"
    told = place.span.of(text)
    if place.text is not None and "".join(told.split()) != "".join(place.text.split()):
        return f"the text there is {told!r} now"
    return ""


def _span(figure: Figure | None) -> Span:
    return figure.span if figure is not None else Span(0, 0)


def _passage_at(passages: Sequence[Passage], span: Span) -> int | None:
    """The innermost passage that the span lies in."""
    around = [
        (passage.end - passage.start, index)
        for index, passage in enumerate(passages)
        if any(piece.start <= span.start < piece.end for piece in passage.spans)
    ]
    return min(around)[1] if around else None
