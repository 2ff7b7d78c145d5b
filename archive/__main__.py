"""``python -m archive`` and the ``archive`` command."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; who stops it while it is still loading gets one line, too."""
    try:
        from archive.commands import main as run
    except KeyboardInterrupt:
        sys.stderr.write("archive: stopped before anything was done\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
