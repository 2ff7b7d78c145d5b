"""``archive correct``, ``lexicon`` and ``theme``: what a person knows better."""

from __future__ import annotations

from pathlib import Path

import click

from archive.commands.output import formats, print_rows
from archive.commands.running import Running, pass_running

_NONE = "none in force"


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@formats
@pass_running
def correct(running: Running, file: Path | None, form: str) -> None:
    """Record a file of corrections of figures and pairs, apply it, and list what became of every one in force.

    The file is TOML: [[add]], [[remove]], [[change]], [[pair]] and [[unpair]], each with the document and the span of
    the number (archive figures --format json tells it). A file of the same name takes the place of the earlier one; an
    empty one takes it back.

    \b
    archive correct corrections.toml
    archive correct --format json

    \b
    [[change]]
    document = "chaoyang-plan-2024h1"
    span = [6364, 6370]
    metric = "新增停车位数"
    value = 5000
    note = "why"

    \b
    [[unpair]]
    a = { document = "chaoyangbao-3384", span = [3636, 3641] }
    b = { document = "chaoyang-plan-2024h1", span = [6364, 6370] }
    """
    with running.reading() if file is None else running.writing() as archive:
        if file is not None:
            running.note(f"{file.name}: {'recorded' if archive.correct(file) else 'in force already'}")
        rows = archive.corrections()
    print_rows(rows, form, ("file", "line", "action", "document", "version", "done", "reason", "note"), empty=_NONE)
    if left := sum(not row["done"] for row in rows):
        running.note(f"{left} of {len(rows)} not applied")


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@formats
@pass_running
def lexicon(running: Running, file: Path | None, form: str) -> None:
    """Take a file of formulations into force for all documents, and list the files that are.

    A formulation a line with its other wordings, "name | alias | alias", or TOML as in archive/data. A file of the same
    name takes the place of the earlier one; an empty one takes it back.

    \b
    archive lexicon chaoyang.txt
    archive lexicon --format json
    """
    with running.reading() if file is None else running.writing() as archive:
        if file is not None:
            running.note(f"{file.name}: {'recorded' if archive.use_lexicon(file) else 'in force already'}")
        rows = archive.lexicons()
    print_rows(rows, form, ("name", "formulations", "who", "recorded_at"), empty=_NONE)


@click.command()
@click.argument("name")
@click.option("--keep", is_flag=True, help="Keep it, also when a later discover does not find it.")
@click.option("--rename", metavar="NEW", help="Give it another name; its wording stays.")
@click.option("--merge-into", "merge_into", metavar="OTHER", help="Make it another wording of OTHER.")
@click.option("--drop", is_flag=True, help="Leave it out, also when a later discover finds it again.")
@pass_running
def theme(running: Running, name: str, keep: bool, rename: str | None, merge_into: str | None, drop: bool) -> None:
    """Decide about a discovered formulation; the decision is recorded and holds for every later discover.

    \b
    archive theme 蓝色港湾 --keep
    archive theme 消费品牌 --merge-into 国际消费中心城市
    """
    from archive.analysis.theme_decisions import ThemeDecision

    decisions = [
        decision
        for given, decision in (
            (keep, ThemeDecision("keep", name)),
            (rename is not None, ThemeDecision("rename", name, rename)),
            (merge_into is not None, ThemeDecision("merge", name, merge_into)),
            (drop, ThemeDecision("drop", name)),
        )
        if given
    ]
    if len(decisions) != 1:
        raise click.UsageError("say one of --keep, --rename NEW, --merge-into OTHER, --drop")
    with running.writing() as archive:
        archive.decide_theme(decisions[0])
    running.note(f"{name}: noted")


COMMANDS = (correct, lexicon, theme)
