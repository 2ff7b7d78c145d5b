"""The command line as a user meets it: real processes, their output, their exit status."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archive import Archive
from archive.commands import cli
from archive.errors import NotFound
from archive.index.load import Selection
from archive.publishing.serving import datasette_arguments
from tests.conftest import ROOT, SEEDS, Run


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [name for name in cli.commands if f"`archive {name}" not in readme]
    assert not missing


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_helps_with_an_example(name: str) -> None:
    command = cli.commands[name]
    text = command.get_help(click.Context(command, info_name=name))
    assert re.search(rf"archive (--db \S+ )?{name}", text)
    assert all(isinstance(option, click.Argument) or option.help for option in command.params if option.name != "help")


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout.startswith("archive ")


def test_the_five_seeds_are_added_once(run: Run) -> None:
    first = run("add", SEEDS, "--format", "json")
    assert [row["status"] for row in json.loads(first.stdout)] == ["added"] * 5
    second = run("add", SEEDS, "--format", "json")
    assert [row["status"] for row in json.loads(second.stdout)] == ["unchanged"] * 5


def test_dates_of_texts_without_a_year_are_inferred_and_say_so(run: Run, seeded: Path) -> None:
    rows = json.loads(run("list", "--format", "json", db=seeded).stdout)
    basis = {row["slug"]: (row["published_on"], row["date_basis"], row["region"]) for row in rows}
    assert basis["chaoyang-dianping"] == ("2024-05-08", "inferred", "朝阳区")
    assert basis["dongcheng-bushuhui"] == ("2024-04-24", "inferred", "东城区")
    assert basis["chaoyang-plan-2024h1"] == ("2024-08-22", "stated", "朝阳区")


@pytest.mark.parametrize("query", ["就业", "市长", "新质生产力", "税", "区政协", "3.0", "ＣＢＤ", "cbd", "45"])
def test_search_finds_what_stands_in_the_texts(run: Run, seeded: Path, query: str) -> None:
    rows = json.loads(run("search", query, "--format", "json", "--limit", "1000", db=seeded).stdout)
    if query == "市长":
        assert rows == []  # 北京市长 is not named in the seeds; the word must not be made up
        return
    assert rows
    assert set(rows[0]) == {"document", "version", "filename", "start_char", "end_char", "snippet"}


def test_search_agrees_with_a_plain_scan(run: Run, seeded: Path) -> None:
    rows = json.loads(run("search", "新质生产力", "--format", "json", "--limit", "1000", db=seeded).stdout)
    connection = sqlite3.connect(seeded)
    scanned = connection.execute("SELECT count(*) FROM passages WHERE instr(text, '新质生产力') > 0").fetchone()[0]
    assert len(rows) == scanned
    for row in rows:
        (text,) = connection.execute("SELECT text FROM versions WHERE filename = ?", (row["filename"],)).fetchone()
        assert text[row["start_char"] : row["end_char"]].replace("\n", "") == "新质生产力"


def test_bytes_are_shown_exactly(run: Run, seeded: Path, seeds: Path, tmp_path: Path) -> None:
    shown = run("show", "chaoyangbao-3384", "--raw", db=seeded).stdout
    assert shown == (seeds / "003_ed712044ed67b116.txt").read_text("utf-8")


def test_targets_stand_beside_their_results(seeded: Path) -> None:
    connection = sqlite3.connect(seeded)
    found = {
        (target, result, round(percent, 2))
        for target, result, percent in connection.execute(
            """SELECT a.value, b.value, p.completion_pct
               FROM figure_pairs p JOIN figures a ON a.id = p.a_id
               JOIN figures b ON b.id = p.b_id
               WHERE p.relation = 'progress_of_target' AND p.completion_pct IS NOT NULL"""
        )
    }
    assert {(43.0, 20.0, 46.51), (150.0, 104.0, 69.33), (4200.0, 3139.0, 74.74)} <= found


@pytest.mark.parametrize("form", ["table", "json", "csv", "jsonl", "markdown"])
@pytest.mark.parametrize("command", [["list"], ["themes"], ["figures"], ["milestones"], ["search", "就业"]])
def test_rows_come_in_every_format(run: Run, seeded: Path, command: list[str], form: str) -> None:
    done = run(*command, "--format", form, db=seeded)
    assert done.returncode == 0
    assert done.stdout.strip()
    if form == "json":
        json.loads(done.stdout)
    if form == "jsonl":
        assert all(json.loads(line) for line in done.stdout.splitlines())


def _one_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_bad_input_gives_one_clear_line_and_exit_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "junk.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "hollow").mkdir()
    (tmp_path / "two\nlines.txt").write_text("报告。", "utf-8")
    (tmp_path / "dots..txt").write_text("报告。", "utf-8")
    (tmp_path / "other.db").write_text("not a database at all, only words", "utf-8")
    with (tmp_path / "big.txt").open("wb") as big:
        big.truncate(50_000_000)
    for arguments in (
        ["add", "missing.txt"],
        ["add", "empty.txt"],
        ["add", "junk.bin"],
        ["add", "hollow"],
        ["add", "two\nlines.txt"],
        ["add", "dots..txt"],
        ["add", "big.txt"],
        ["--db", "other.db", "list"],
        ["--db", "absent.db", "list"],
    ):
        done = run(*arguments)
        assert done.returncode == 1, arguments
        assert _one_line(done.stderr), (arguments, done.stderr)
    assert not list(tmp_path.glob("absent.db*"))


def test_unknown_names_give_one_clear_line_and_exit_1(run: Run, seeded: Path) -> None:
    for arguments in (
        ["show", "nowhere"],
        ["show", "chaoyangbao-3384@9"],
        ["log", "nowhere"],
        ["diff", "chaoyangbao-3384"],
        ["diff", "nowhere.txt", "chaoyangbao-3384"],
        ["compare", "1999", "2024"],
        ["annotate", "nowhere", "--title", "x"],
        ["withdraw", "nowhere", "--reason", "x"],
    ):
        done = run(*arguments, db=seeded)
        assert done.returncode == 1, arguments
        assert _one_line(done.stderr), (arguments, done.stderr)


def test_wrong_usage_gives_exit_2(run: Run) -> None:
    assert run("list", "--no-such-option").returncode == 2
    assert run("no-such-command").returncode == 2
    assert run("add").returncode == 2
    for arguments in (["search", " "], ["serve", "--port", "99999"], ["figures", "--measure", "no-such"]):
        assert CliRunner().invoke(cli, arguments).exit_code == 2, arguments


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_place_gives_one_clear_line(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "locked"
    place.mkdir(mode=0o500)
    (tmp_path / "report.txt").write_text("报告。", "utf-8")
    done = run("add", "report.txt", db=place / "archive.db")
    assert done.returncode == 1
    assert _one_line(done.stderr)


def test_a_name_given_by_hand_and_a_text_from_standard_input(run: Run) -> None:
    assert run("add", "-", "--id", "pasted", stdin="今年新建公园3个。\n").returncode == 0
    assert run("show", "pasted").stdout == "今年新建公园3个。\n"
    assert run("add", "-", stdin="无名。\n").returncode == 1


def test_plain_files_are_compared_without_an_archive(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("今年新建公园3个。\n", "utf-8")
    (tmp_path / "new.txt").write_text("今年新建公园5个。\n", "utf-8")
    done = run("diff", "old.txt", "new.txt", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]
    assert not (tmp_path / "archive.db").exists()


def test_annotating_and_withdrawing_from_the_command_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("今年新建公园3个。\n", "utf-8")
    run("add", "report.txt", "--region", "西城区", "--published", "2023-01-05")
    run("annotate", "report", "--title", "绿化报告")
    (row,) = json.loads(run("list", "--format", "json").stdout)
    assert (row["title"], row["region"], row["year"], row["date_basis"]) == ("绿化报告", "西城区", 2023, "given")
    assert run("withdraw", "report", "--reason", "by mistake").returncode == 0
    assert json.loads(run("list", "--format", "json").stdout) == []
    assert run("verify").returncode == 0
    assert "archive restore brings it back" in run("show", "report").stderr
    assert run("restore", "report").returncode == 2
    back = run("restore", "report", "--reason", "the mistake was ours")
    assert (back.returncode, back.stderr.strip()) == (0, "report: 1 version shown again")
    assert [row["slug"] for row in json.loads(run("list", "--format", "json").stdout)] == ["report"]
    for nothing in ("report", "report@1", "report@7", "nowhere"):
        refused = run("restore", nothing, "--reason", "x")
        assert refused.returncode == 1 and refused.stderr.count("\n") == 1
    assert run("verify").returncode == 0


def test_a_comparison_comes_to_a_few_sentences_first(run: Run, seeded: Path) -> None:
    lines = run("compare", "2024", "2026", "--region", "朝阳区", "--brief", db=seeded).stdout.splitlines()
    head = lines[: lines.index("")]
    assert any(line.startswith("  New: 精神文明建设") for line in head)
    assert any(line.startswith("  Risen: 集体产业") for line in head)
    assert any("targets can be put beside a result" in line for line in head)
    markdown = run("compare", "2024", "2026", "--region", "朝阳区", "--format", "markdown", db=seeded).stdout
    assert "- Risen: 集体产业" in markdown


def test_a_diff_is_told_weightiest_first(run: Run, seeded: Path, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("一、由甲办负责。\n\n二、新建公园3个。\n", "utf-8")
    (tmp_path / "new.txt").write_text("一、由乙局负责。\n\n二、新建公园5个。\n", "utf-8")
    told = run("diff", "old.txt", "new.txt", "--ranked").stdout
    assert told.index("5个") < told.index("乙局")
    assert run("diff", "old.txt", "new.txt", "--ranked", "--format", "docx").returncode == 2
    pages = ("diff", "chaoyangbao-3384", "chaoyangbao-3683", "--ranked", "--format", "json")
    found = json.loads(run(*pages, db=seeded).stdout)
    assert len(found["ranking"]) == sum(block["op"] != "equal" for block in found["blocks"])
    plain = run("diff", "old.txt", "new.txt", "--format", "markdown", "--context", "0").stdout
    assert "乙局" in plain and "ranking" not in plain


def test_a_file_whose_name_tells_no_format_is_not_written(run: Run, seeded_copy: Path, tmp_path: Path) -> None:
    for command in (["diff", "chaoyangbao-3384", "chaoyangbao-3683"], ["compare", "2024", "2026", "--save"]):
        for name in ("told.pdf", "told"):
            refused = run(*command, "--output", name, db=seeded_copy)
            assert refused.returncode == 2 and ".html" in refused.stderr and not (tmp_path / name).exists()
    assert run("cite", db=seeded_copy).stdout == ""  # nor is anything kept
    assert run("diff", "chaoyangbao-3384", "chaoyangbao-3683", "--output", "told.txt", db=seeded_copy).returncode == 0
    assert "@ 朝陽報 · changed" in (tmp_path / "told.txt").read_text("utf-8")


def test_a_side_that_is_no_document_is_called_that(run: Run, seeded: Path) -> None:
    refused = run("compare", "chaoyangbao-3384", "nowhere", db=seeded)
    assert refused.stderr.strip() == "archive: nowhere: no such document; archive list shows what there is"


def test_years_the_wrong_way_round_are_called_that(run: Run, seeded: Path) -> None:
    ways = [
        run("compare", *years, "--region", "朝阳区", "--brief", db=seeded).stdout
        for years in (("2024", "2026"), ("2026", "2024"))
    ]
    told = ["The first side is the later one" in way for way in ways]
    assert told == [False, True]
    counts = [re.findall(r"\): (\d+ of \d+) across both", way) for way in ways]
    assert counts[0] == counts[1] and not counts[0][0].startswith("0 ")


def test_a_document_that_counts_twice_is_named(run: Run, tmp_path: Path) -> None:
    head = "政府工作报告\n——2024年1月10日在海淀区人民代表大会上\n\n"
    for name, text in (("a", "新建公园3个。\n"), ("b", "新建公园3个。\n"), ("c", "新建公园4个。\n"), ("d", "")):
        body = head + text if text else "政府工作报告\n——2025年1月10日在海淀区人民代表大会上\n\n新建公园3个。\n"
        (tmp_path / f"{name}.txt").write_text(body, "utf-8")
    told = run("add", "a.txt", "b.txt", "d.txt").stderr.splitlines()
    assert told == [
        "b: the same text as a, and both count; if they are one: archive annotate b --same-as a",
    ]
    told = run("add", "c.txt").stderr.splitlines()
    assert told == [
        "c: the same title, region and day as a, and both count; if they are one: archive annotate c --same-as a",
    ]
    assert run("add", "a.txt", "b.txt", "c.txt").stderr == ""
    assert run("annotate", "b", "--same-as", "a").returncode == 0
    (tmp_path / "e.txt").write_text(head + "新建公园3个。\n", "utf-8")
    assert "e: the same text as a" in run("add", "e.txt").stderr


def test_what_is_recorded_and_not_analysed_yet_is_said_where_it_is_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("2024年3月5日，西城区新建公园3个。\n", "utf-8")
    run("add", "report.txt", "--no-index")
    for command in (["list"], ["figures"], ["search", "公园"], ["compare", "2023", "2024"]):
        assert "1 version is not indexed yet, so not in here: run archive reindex" in run(*command).stderr
    assert run("show", "report").stderr == ""
    run("reindex")
    listed = run("list")
    assert "report" in listed.stdout and listed.stderr == ""


def test_a_document_that_is_not_there_is_named(run: Run, seeded: Path) -> None:
    refused = run("figures", "--document", "nowhere", db=seeded)
    assert refused.stderr.strip() == "archive: nowhere: no such document; archive list shows what there is"


def test_verify_prints_a_head_and_holds_to_it(run: Run, seeded_copy: Path) -> None:
    head = run("verify", "--head", db=seeded_copy).stdout.strip()
    assert len(head) == 64
    assert run("verify", "--expect", head, db=seeded_copy).returncode == 0
    assert run("verify", "--expect", "0" * 64, db=seeded_copy).returncode == 1


def test_export_and_backup_write_what_there_is(run: Run, seeded: Path, seeds: Path, tmp_path: Path) -> None:
    assert run("export", "out", db=seeded).returncode == 0
    texts = {path.read_bytes() for path in (tmp_path / "out" / "texts").iterdir()}
    assert texts == {path.read_bytes() for path in seeds.glob("*.txt")}
    assert run("export", "out", db=seeded).returncode == 1
    assert run("backup", "copy.db", db=seeded).returncode == 0
    assert run("verify", db=tmp_path / "copy.db").returncode == 0


def test_a_diff_speaks_chinese_where_it_is_asked_to(tmp_path: Path) -> None:
    def said(*options: str) -> str:
        done = CliRunner().invoke(cli, ["diff", f"{tmp_path}/old.txt", f"{tmp_path}/new.txt", *options])
        assert done.exit_code == 0
        return done.stdout

    (tmp_path / "old.txt").write_text("全年新增停车位4500个。\n", "utf-8")
    (tmp_path / "new.txt").write_text("全年新增停车位5000个。\n", "utf-8")
    for form in ("html", "markdown", "terminal"):
        chinese = said("--format", form, "--language", "zh")
        assert "增加 500个" in chinese and "up 500个" not in chinese
        assert "up 500个" in said("--format", form)
    for parsed in (("--format", "json"), ("--format", "unified"), ("--stat",)):
        assert said(*parsed, "--language", "zh") == said(*parsed)


def test_a_diff_names_what_it_compared_and_goes_to_the_file_named(run: Run, seeded: Path, tmp_path: Path) -> None:
    done = run("diff", "chaoyangbao-3384", "chaoyangbao-3683", "--output", "changes.json", db=seeded)
    assert (done.returncode, done.stdout) == (0, "")
    sides = json.loads((tmp_path / "changes.json").read_text("utf-8"))
    assert [(sides[side]["document"], sides[side]["version"]) for side in ("from", "to")] == [
        ("chaoyangbao-3384", 1),
        ("chaoyangbao-3683", 1),
    ]


def test_a_choice_of_nothing_is_said_so(run: Run, seeded: Path) -> None:
    for arguments in (
        ["list", "--year", "1999"],
        ["themes", "--document", "nowhere"],
        ["search", "就业", "--region", "火星"],
        ["figures", "--document", "chaoyangbao-3384", "--document", "nowhere"],
    ):
        done = run(*arguments, db=seeded)
        assert done.returncode == 1, arguments
        assert _one_line(done.stderr), (arguments, done.stderr)


def test_what_was_wholly_refused_leaves_no_archive_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "no-bag").mkdir()
    assert run("add", "empty.txt").returncode == 1
    assert run("import", "no-bag").returncode == 1
    assert not list(tmp_path.glob("archive.db*"))


def test_a_read_only_archive_in_a_read_only_folder_can_be_read(run: Run, seeded: Path, tmp_path: Path) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    copy = place / "archive.db"
    copy.write_bytes(seeded.read_bytes())
    copy.chmod(0o400)
    place.chmod(0o500)
    try:
        assert run("list", db=copy).returncode == 0
        assert run("search", "就业", db=copy).returncode == 0
        assert run("verify", db=copy).returncode == 0
    finally:
        place.chmod(0o700)


def test_a_choice_of_nothing_names_what_there_is_to_choose(seeded: Path) -> None:
    with Archive(seeded, create=False, read_only=True) as archive:
        for ask, named in (
            (lambda: archive.documents(Selection(kind="诗")), "the kinds 会议新闻, 报纸版面"),
            (lambda: archive.themes(Selection(year=2024, series="晚报")), "the series 朝阳区国民经济"),
            (lambda: archive.documents(Selection(year=2026, region="东城区")), "none of all together"),
            (lambda: archive.compare(2024, 2026, region="火星"), "the regions 东城区, 朝阳区"),
            (lambda: archive.compare(1999, 2026, region="朝阳区"), "the years 2024, 2026"),
            (lambda: archive.compare("chaoyangbao-3384,nowhere", 2026), "nowhere: no such document"),
        ):
            with pytest.raises(NotFound, match=named):
                ask()


def test_a_table_without_rows_says_so_and_keeps_standard_output_clean(run: Run, seeded: Path) -> None:
    done = run("search", "没有这样的词", db=seeded)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")
    assert run("search", "没有这样的词", "--format", "json", db=seeded).stderr == ""
    assert "compare --save" in run("cite", db=seeded).stderr


def test_a_file_that_cannot_be_written_is_named_as_it_was_given(run: Run, seeded: Path) -> None:
    done = run("compare", "2024", "2026", "--output", "absent/report.html", db=seeded)
    assert done.returncode == 1
    assert "absent/report.html" in done.stderr


def test_one_plain_file_alone_is_told_what_is_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("今年新建公园3个。\n", "utf-8")
    assert "name a second one" in run("diff", "old.txt").stderr
    assert "neither a file nor a document" in run("diff", "absent.txt", "gone.txt").stderr


def test_stopping_while_the_program_still_loads_gives_one_line() -> None:
    program = """
import builtins, archive.__main__ as program
real = builtins.__import__
def interrupted(name, *others, **more):
    if name == "archive.commands":
        raise KeyboardInterrupt
    return real(name, *others, **more)
builtins.__import__ = interrupted
program.main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 130
    assert _one_line(done.stderr)


def test_an_archive_that_nobody_may_write_beside_is_served_as_it_lies(
    seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.publishing.serving.is_shared", lambda path: path != seeded)
    assert "--immutable" in datasette_arguments(seeded, port=1, host="127.0.0.1")
    assert "--immutable" not in datasette_arguments(tmp_path / "other.db", port=1, host="127.0.0.1")


def test_a_document_without_a_date_is_named(run: Run, tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"note-{number}.txt").write_text(f"第{number}条街道新增停车位5个。\n", "utf-8")
    (tmp_path / "dated.txt").write_text(
        "青山区2024年政府工作报告\n\n2024年1月8日在会议上\n\n新增停车位5个。\n", "utf-8"
    )
    done = run("add", "dated.txt")
    assert "no date" not in done.stderr
    done = run("add", *(f"note-{number}.txt" for number in range(7)))
    assert "no date found, so in no year: note-0, note-1, note-2, note-3, note-4 and 2 more;" in done.stderr
