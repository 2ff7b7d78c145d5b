"""``python -m archive`` and the ``archive`` command."""

from archive.commands import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
