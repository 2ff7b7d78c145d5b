"""Which amount of its sentence a figure is a part of (其中外资项目111个) or says more of (占全市43.8%)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from archive.analysis.figures.context import Context
from archive.model import Measure

#: Measures that say more of an amount before them, where they name nothing of their own.
_SAID_OF = frozenset({"share", "growth_rate", "delta", "rank", "progress"})
_LONGEST_ROW = 12
_PER_HEAD = "人均"


@dataclass(frozen=True, slots=True)
class _Amount:
    number: int  # of the figure
    value: Decimal
    unit: str


@dataclass(slots=True)
class Wholes:
    """The amounts of one sentence so far."""

    _amounts: list[_Amount] = field(default_factory=list)
    _divided: bool = False  # whether 其中 was said
    _whole: _Amount | None = None  # of what
    _left: Decimal = Decimal(0)  # of it, after the parts named so far

    def of(self, context: Context, measure: Measure, metric: str, left_out: bool, number: int) -> int | None:
        """The number of the figure that this one, the `number`th, is a part of or says more of; or None.

        `left_out` says that the figure names nothing of its own; what falls to a head (人均收入) is no part of a
        total. The parts go on after 其中 as long as the whole can
        hold them: 69个, 其中存量31个、启动9个、谋划29个.
        """
        if measure == "level":
            return self._of_amount(context, number, _PER_HEAD in metric)
        if measure not in _SAID_OF or not self._amounts:
            return None
        if not left_out:
            return self._whole.number if self._whole and "其中" in context.before else None
        row = context.row
        if 1 < row <= min(_LONGEST_ROW, len(self._amounts)):  # 分别完成全年任务的54.7%、54.6%
            return self._amounts[-row:][context.place].number
        return self._amounts[-1].number

    def _of_amount(self, context: Context, number: int, per_head: bool) -> int | None:
        amount = _Amount(number, context.quantity.base_value, context.quantity.base_unit)
        whole = self._whole
        if "其中" in context.before or (not self._divided and "其中" in context.lead + context.whole_before):
            self._divided = True
            alike = [earlier for earlier in self._amounts if earlier.unit == amount.unit]
            whole = alike[-1] if alike else self._amounts[-1] if self._amounts else None
            self._whole, self._left = whole, whole.value if whole else Decimal(0)
        self._amounts.append(amount)
        if per_head or whole is None or whole.unit != amount.unit or amount.value > self._left:
            return whole.number if whole and not per_head and "其中" in context.before else None
        self._left -= amount.value
        return whole.number
