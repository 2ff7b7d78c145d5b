"""A comparison as an Excel workbook, one sheet each for coverage, themes, figures and milestones."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from archive.comparing.comparison import Comparison
from archive.comparing.rendering.rows import (
    Cell,
    Row,
    alignment_rows,
    coverage_rows,
    figure_rows,
    milestone_rows,
    theme_rows,
)
from archive.comparing.rendering.wording import Wording

#: Excel holds no longer text in a cell.
_MOST_TEXT = 32_000
#: The same comparison gives the same bytes, whenever it is written.
_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)
#: Columns whose cells are words of ours.
_OUR_WORDS = frozenset(
    {"origin", "status", "confidence", "lies", "relation", "comparability", "bound", "a tense", "b tense"}
)
_WIDEST, _NARROWEST = 60, 9


def render_workbook(comparison: Comparison, wording: Wording | None = None) -> bytes:
    """The bytes of an .xlsx file; text is never taken for a formula or a link.

    It speaks English unless a `wording` is given.
    """
    import xlsxwriter

    words = wording or Wording()
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": " → ".join(comparison.labels), "created": _WRITTEN})
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheets = [
        ("Coverage", coverage_rows(comparison)),
        ("Themes", theme_rows(comparison)),
        ("Figures", figure_rows(comparison)),
        ("Milestones", milestone_rows(comparison)),
    ]
    if comparison.is_aligned:
        sheets.append(("Sentences", alignment_rows(comparison)))
    for name, found in sheets:
        rows = [_in_words(row, comparison.labels, words) for row in found]
        sheet = book.add_worksheet(words.say(name))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        head = list(rows[0]) if rows else [words.say("nothing found")]
        for column, title in enumerate(head):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, _width(title, rows))
        for number, row in enumerate(rows, 1):
            for column, title in enumerate(head):
                cell = row[title]
                if isinstance(cell, int | float):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_string(number, column, _clean(cell), wrapped)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(head) - 1)
    book.close()
    return file.getvalue()


def _in_words(row: Row, labels: tuple[str, str], words: Wording) -> Row:
    """The row in the reader's language: its heads, and what in its cells is a word of ours."""
    if not words.is_chinese:
        return row
    # The Chinese sentence stands beside the English one.
    return {_head(name, labels, words): _cell(name, cell, words) for name, cell in row.items() if name != "sentence"}


def _head(name: str, labels: tuple[str, str], words: Wording) -> str:
    again = f"{labels[1]} (later)"
    side = next((label for label in (*labels, again) if name.endswith(f" {label}")), None)
    if side is None:
        return words.say(f"column: {name}")
    told = words.say(f"column: {name.removesuffix(f' {side}')}")
    return f"{told} {labels[1]} {words.say('Later')}" if side == again else f"{told} {side}"


def _cell(name: str, cell: Cell, words: Wording) -> Cell:
    if not isinstance(cell, str) or name not in _OUR_WORDS:
        return words.note(cell) if isinstance(cell, str) and name == "note" else cell
    inside = cell.removeprefix("within ")
    if inside != cell:
        return words.say("within %(side)s", side=inside)
    return words.say(f"confidence: {cell}" if name == "confidence" else cell)


def _width(title: str, rows: list[Row]) -> int:
    from rich.cells import cell_len  # a Chinese character takes as much room as two Latin ones

    longest = max((cell_len(str(row[title])) for row in rows if row[title] is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, cell_len(title) + 2, longest + 2))


def _clean(text: str) -> str:
    return "".join(char for char in text if char >= " " and not "\ud800" <= char <= "\udfff")[:_MOST_TEXT]
