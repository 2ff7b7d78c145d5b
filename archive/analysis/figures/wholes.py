"""Which amount of its sentence a figure is a part of (其中外资项目111个) or says more of (占全市43.8%)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from archive.analysis.figures.context import Context
from archive.model import Measure

#: Measures that say more of an amount before them, where they name nothing of their own.
_SAID_OF = frozenset({"share", "growth_rate", "delta", "rank", "progress"})
_LONGEST_ROW = 12
_PER_HEAD = "人均"
_AMONG_OTHERS = re.compile("；[\u4e00-\u9fff]{2,14}中[，,：:]")  # 确诊病例中，……；出院病例中，……
_ENDING = 2  # characters of a name that the names of other parts end in, too


@dataclass(frozen=True, slots=True)
class _Amount:
    number: int  # of the figure
    value: Decimal
    unit: str


@dataclass(slots=True)
class _Whole:
    amount: _Amount | None
    left: Decimal  # of it, after the parts named so far
    named: str  # how the name of its first part ends


@dataclass(slots=True)
class Wholes:
    """The amounts of one sentence so far."""

    _amounts: list[_Amount] = field(default_factory=list)
    _at: int = -1  # where 其中 was said
    _before: list[_Amount] = field(default_factory=list)  # what was told before it
    _wholes: dict[str, _Whole] = field(default_factory=dict)  # by unit

    def of(self, context: Context, measure: Measure, metric: str, left_out: bool, number: int) -> int | None:
        """The number of the figure that this one, the `number`th, is a part of or says more of; or None.

        `left_out` says that the figure names nothing of its own; what falls to a head (人均收入) is no part of a
        total. The parts go on after 其中 as long as the whole can hold them: 69个, 其中存量31个、启动9个、谋划29个;
        after a semicolon, as long as they are named alike.
        """
        if measure == "level":
            return self._of_amount(context, metric, number)
        if measure not in _SAID_OF or not self._amounts:
            return None
        if not left_out:
            last = next(reversed(self._wholes.values()), None)
            return last.amount.number if last and last.amount and "其中" in context.before else None
        row = context.row
        if 1 < row <= min(_LONGEST_ROW, len(self._amounts)):  # 分别完成全年任务的54.7%、54.6%
            return self._amounts[-row:][context.place].number
        return self._amounts[-1].number

    def _of_amount(self, context: Context, metric: str, number: int) -> int | None:
        amount = _Amount(number, context.quantity.base_value, context.quantity.base_unit)
        said = context.lead + context.whole_before
        direct = "其中" in context.before
        at = context.sentence_start + said.rfind("其中") if "其中" in said else self._at
        if direct or at != self._at:
            self._at, self._before = at, list(self._amounts)
            self._wholes.clear()
        self._amounts.append(amount)
        if self._at < 0 or _PER_HEAD in metric:
            return None
        parted = self._wholes.get(amount.unit) or self._whole_for(amount, metric, direct)
        if not direct and not _goes_on(said, metric, parted.named):
            return None
        self._wholes[amount.unit] = parted
        whole = parted.amount
        if whole is None or whole.unit != amount.unit or amount.value > parted.left:
            return whole.number if whole and direct else None
        parted.left -= amount.value
        return whole.number

    def _whole_for(self, amount: _Amount, metric: str, direct: bool) -> _Whole:
        """The last amount before 其中 of the same unit that can hold the part; right after 其中, the last at all."""
        alike = [earlier for earlier in self._before if earlier.unit == amount.unit]
        able = [earlier for earlier in alike if earlier.value >= amount.value]
        chosen = able or (alike or self._before if direct else [])
        whole = chosen[-1] if chosen else None
        return _Whole(whole, whole.value if whole else Decimal(0), metric[-_ENDING:])


def _goes_on(said: str, metric: str, named: str) -> bool:
    """Whether after 其中 parts are still told: its bracket is open, and after a semicolon names are alike."""
    since = said[said.rfind("其中") + 1 :]
    if sum(map(since.count, "）)")) > sum(map(since.count, "（(")):
        return False
    return "；" not in since or (metric.endswith(named) and not _AMONG_OTHERS.search(since))
