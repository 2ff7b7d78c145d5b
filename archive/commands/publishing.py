"""``archive serve`` and ``publish``: Datasette with the plugins, here or elsewhere."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from archive.commands.running import Running, pass_running
from archive.errors import ArchiveError


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="The port to listen on.")
@click.argument("extra", nargs=-1, type=click.UNPROCESSED, metavar="[DATASETTE OPTIONS]…")
@pass_running
def serve(running: Running, host: str, port: int, extra: tuple[str, ...]) -> None:
    """Serve the archive with Datasette and its plugins; more options are passed on to Datasette.

    \b
    archive serve --port 8001
    archive serve --setting sql_time_limit_ms 500
    """
    from archive.publishing.serving import datasette_arguments

    with running.asking() as archive:
        archive.documents()  # is it one of ours, and its index of this release?
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise ArchiveError(f"{host}:{port}: cannot listen there ({error.strerror}); try another --port") from None
    arguments = datasette_arguments(running.path, port=port, host=host, extra=extra)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "datasette", *arguments])


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@pass_running
def publish(running: Running, folder: Path) -> None:
    """Write an immutable snapshot that any number of Datasette replicas can serve.

    \b
    archive publish site
    """
    from archive.publishing.snapshot import publish as write_snapshot

    with running.asking() as archive:
        _ = archive.index  # is it one of ours, and its index of this release?
    write_snapshot(running.path, folder)
    running.note(f"written to {folder.name}; docs/publishing.md shows how to serve it")


COMMANDS = (serve, publish)
