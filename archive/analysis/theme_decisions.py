"""What a person decides about discovered themes; kept in the ledger, applied again at every rebuilding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from archive.model import Theme


@dataclass(frozen=True, slots=True)
class ThemeDecision:
    """One decision: `into` is the new name of a renamed theme, or the theme that it is merged with."""

    action: Literal["keep", "rename", "merge", "drop"]
    theme: str
    into: str | None = None


def decided(themes: Sequence[Theme], decisions: Sequence[ThemeDecision]) -> tuple[Theme, ...]:
    """`themes` after the decisions, taken in their order; one about a theme that is not there changes nothing.

    A kept theme is there even where discovery no longer finds it. A renamed or merged one leaves its wordings behind.

    >>> found = [Theme("甲", "词组", "discovered"), Theme("乙", "词组", "discovered")]
    >>> [(t.name, t.aliases) for t in decided(found, [ThemeDecision("merge", "乙", "甲"), ThemeDecision("keep", "丙")])]
    [('甲', ('乙',)), ('丙', ())]
    """
    found = {theme.name: theme for theme in themes}
    for decision in decisions:
        theme = found.get(decision.theme)
        if decision.action == "keep":
            found.setdefault(decision.theme, Theme(decision.theme, "自定", "discovered"))
        elif decision.action == "drop":
            found.pop(decision.theme, None)
        elif theme is not None and decision.into and decision.into != decision.theme:
            other = found.get(decision.into, Theme(decision.into, theme.category, theme.origin))
            wordings = dict.fromkeys((*other.aliases, theme.name, *theme.aliases))
            wordings.pop(other.name, None)
            merged = replace(other, aliases=tuple(wordings))
            found = {
                merged.name if name == theme.name and decision.into not in found else name: value
                for name, value in found.items()
                if name != theme.name or decision.into not in found
            }
            found[merged.name] = merged
    return tuple(found.values())
