"""A comparison as rows, Markdown, a workbook and a report to print."""
