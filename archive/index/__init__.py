"""Derived rows and search: can be dropped and rebuilt from the ledger at any time (SQLite)."""
