"""Rows as an Excel workbook, for every table and query that Datasette shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: So many rows at most; CSV streams them all.
MOST_ROWS = 10_000
#: Excel holds no longer text in a cell, and no larger whole number without loss.
_MOST_TEXT, _MOST_EXACT = 32_000, 10**15


def workbook(columns: Sequence[str], rows: Iterable[Sequence[object]], note: str = "") -> bytes:
    """The bytes of an .xlsx file with one sheet; text is never taken for a formula or a link. `note` stands below."""
    import xlsxwriter

    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("rows")
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(columns):
        sheet.write_string(0, place, _clean(name), bold)
        sheet.set_column(place, place, min(40, max(10, len(name) + 2)))
    line = 0
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(map(_unlabelled, row)):
            if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST_EXACT:
                sheet.write_number(line, place, value)
            elif value is not None:
                sheet.write_string(line, place, _clean(value))
    if line and columns:
        sheet.autofilter(0, 0, line, len(columns) - 1)
    if note:
        sheet.write_string(line + 2, 0, note)
    book.close()
    return file.getvalue()


def _unlabelled(value: object) -> object:
    """A key as it is, where Datasette was asked to put its label beside it."""
    return value["value"] if isinstance(value, dict) else value


def _clean(value: object) -> str:
    text = f"{len(value)} bytes" if isinstance(value, bytes) else str(value)
    return "".join(char for char in text if char >= " " and not "\ud800" <= char <= "\udfff")[:_MOST_TEXT]
