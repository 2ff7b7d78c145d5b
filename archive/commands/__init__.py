"""The command line: one small module a group of commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from archive import __version__
from archive.commands import analysing, comparing, correcting, keeping, listing, promising, publishing, saying, taking
from archive.commands.running import Running
from archive.errors import ArchiveError


class Ordered(click.Group):
    """Lists the commands in the order of an analyst's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they were added."""
        return list(self.commands)


@click.group(cls=Ordered, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="archive %(version)s")
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default="archive.db",
    envvar="ARCHIVE_DB",
    show_default=True,
    show_envvar=True,
    help="The archive's file.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    envvar="ARCHIVE_SCHEDULER",
    show_envvar=True,
    help="Analyse on the Dask cluster at this address (tcp://…), not with this machine's processes.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say what was decided for each file, and why.")
@click.pass_context
def cli(context: click.Context, db: Path, scheduler: str | None, verbose: bool) -> None:
    """Keep versions of Chinese policy documents and see what changed.

    \b
    archive add seeds
    archive compare 2024 2026 --region 朝阳区
    """
    context.obj = Running(path=db, verbose=verbose, scheduler=scheduler)


for module in (taking, listing, comparing, analysing, promising, correcting, saying, keeping, publishing):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the command line: one clear line and exit 1 for what the user can act on, silence for a closed pipe."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        _say("stopped; what was finished is kept, run the same command again to go on")
        sys.exit(130)
    except click.ClickException as error:
        _say(error.format_message())
        sys.exit(1)
    except ArchiveError as error:
        _say(str(error))
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _say(f"{error.filename or 'output'}: {error.strerror}; check the folder, the disk and its permissions")
        sys.exit(1)
    except Exception as error:
        if os.environ.get("ARCHIVE_TRACEBACK"):
            raise
        _say(f"a mistake in the program ({type(error).__name__}: {error}); ARCHIVE_TRACEBACK=1 shows where")
        sys.exit(1)


def _say(line: str) -> None:
    click.echo(f"archive: {' '.join(line.split())}", err=True)
