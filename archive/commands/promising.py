"""``archive targets``: what was promised, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from archive.commands.output import formats, print_rows
from archive.commands.running import Day, Running, pass_running, selects

if TYPE_CHECKING:
    from archive.index.load import Selection


@click.command()
@selects
@click.option("--metric", help="Only targets whose metric contains this.")
@click.option(
    "--status",
    type=click.Choice(["met", "missed", "open", "no result found"]),
    help="Only targets of which this became.",
)
@click.option("--today", type=Day(), help="Which periods are over; without it, only the results tell.")
@click.option("--lines", is_flag=True, help="Year by year: each metric of a series with its targets and outcomes.")
@formats
@pass_running
def targets(
    running: Running,
    chosen: Selection,
    metric: str | None,
    status: str | None,
    today: str | None,
    lines: bool,
    form: str,
) -> None:
    """List targets and plans with what became of each, why, and both sentences.

    \b
    archive targets --region 朝阳区 --status "no result found"
    archive targets --lines --series 国务院政府工作报告
    """
    if lines and (status or today):
        raise click.UsageError("--lines takes no --status and no --today")
    columns: tuple[str, ...]
    with running.asking() as archive:
        if lines:
            rows = archive.target_lines(chosen)
            columns = ("series", "metric", "year", "comparator", "value", "value_max", "unit", "outcome", "reason")
        else:
            rows = archive.targets(chosen, today=date.fromisoformat(today) if today else None)
            columns = ("document", "metric", "target", "period", "status", "result", "completion_pct", "reason")
    rows = [row for row in rows if (not metric or metric in row["metric"]) and (not status or row["status"] == status)]
    print_rows(rows, form, columns)


COMMANDS = (targets,)
