"""The one family of errors that the archive raises on purpose; the command line turns each into one line and exit 1."""


class ArchiveError(Exception):
    """Something the user can act on: the message says what, where and what to do, in one line."""


class BadInput(ArchiveError):
    """A file, page or text that cannot be taken in: missing, empty, binary, too large, encrypted, not text."""


class BadLexicon(ArchiveError):
    """A lexicon, unit table or correction file with a mistake; the message names file and line."""


class NotFound(ArchiveError):
    """A document, version, year or theme that the archive does not hold."""


class NotAnArchive(ArchiveError):
    """A database that is not ours, or one written by a newer program."""


class CorruptLedger(ArchiveError):
    """A ledger row that does not match its hash or its place in the chain."""


class DiskTrouble(ArchiveError):
    """The database could not be read or written: read-only, full, or locked for too long."""


class FetchFailed(BadInput):
    """A page that could not be had: no connection, too slow, too large, refused by its server."""
