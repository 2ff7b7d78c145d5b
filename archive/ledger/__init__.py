"""Captures, versions and events: append-only, hash-chained, the only truth (SQLite)."""
