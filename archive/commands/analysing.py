"""``archive discover``, ``themes``, ``figures`` and ``milestones``: what the documents say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from archive.commands.output import formats, print_rows
from archive.commands.running import Running, lexicon_option, pass_running, selects
from archive.model import Measure

if TYPE_CHECKING:
    from archive.index.load import Selection

_TENSES = click.Choice(["actual", "plan", "target"])


@click.command()
@lexicon_option
@formats
@pass_running
def discover(running: Running, lexicon: Path | None, form: str) -> None:
    """Find formulations that no lexicon lists, over the whole corpus, and keep them.

    \b
    archive discover
    archive discover --lexicon chaoyang.toml
    """
    with running.writing() as archive:
        if lexicon is not None:
            archive.use_lexicon(lexicon)
        rows = [{"name": theme.name, "aliases": " ".join(theme.aliases)} for theme in archive.discover()]
    print_rows(rows, form)
    running.note(f"{len(rows)} formulations found")


@click.command()
@selects
@click.option("--origin", type=click.Choice(["lexicon", "discovered"]), help="Only themes that come from there.")
@formats
@pass_running
def themes(
    running: Running,
    chosen: Selection,
    origin: str | None,
    form: str,
) -> None:
    """List themes, most mentioned first.

    \b
    archive themes --region 朝阳区 --year 2026
    """
    with running.looking_up() as archive:
        rows = archive.themes(chosen, origin=origin)
    print_rows(rows, form, ("name", "category", "origin", "mentions", "documents", "first_seen", "last_seen"))


@click.command()
@selects
@click.option("--metric", help="Only figures whose metric contains this.")
@click.option("--tense", type=_TENSES, help="Only results, plans or targets.")
@click.option("--measure", type=click.Choice(get_args(Measure)), help="Only this measure, e.g. growth_rate.")
@click.option("--check", is_flag=True, help="Only stated percentages that the text's own amounts do not give.")
@formats
@pass_running
def figures(
    running: Running,
    chosen: Selection,
    metric: str | None,
    tense: str | None,
    measure: str | None,
    check: bool,
    form: str,
) -> None:
    """List quantitative statements, each with the clause it comes from.

    \b
    archive figures --tense target --year 2024
    archive figures --metric 托位 --format json
    archive figures --check
    """
    if check:
        if metric or tense or measure:
            raise click.UsageError("--check takes no --metric, --tense or --measure")
        with running.asking() as archive:
            rows = archive.disagreeing_percentages(chosen)
        print_rows(rows, form, ("document", "text", "computed", "of", "whole", "part", "clause"))
        return
    with running.looking_up() as archive:
        rows = archive.figures(chosen, metric=metric, tense=tense, measure=measure)
    print_rows(
        rows, form, ("document", "metric", "direction", "comparator", "value", "unit", "tense", "period", "clause")
    )


@click.command()
@selects
@click.option("--project", help="Only projects whose name contains this.")
@click.option("--stage", help="Only this stage, e.g. 开工.")
@click.option("--tense", type=_TENSES, help="Only what was done, planned or promised.")
@formats
@pass_running
def milestones(
    running: Running,
    chosen: Selection,
    project: str | None,
    stage: str | None,
    tense: str | None,
    form: str,
) -> None:
    """List stages of named projects that carry no number.

    \b
    archive milestones --project 公园
    """
    with running.looking_up() as archive:
        rows = archive.milestones(chosen, project=project, stage=stage, tense=tense)
    print_rows(rows, form, ("document", "project", "stage", "tense", "period", "text"))


COMMANDS = (discover, themes, figures, milestones)
