"""Tests of where ledger and index meet: corrections, lexicons, decisions, promises, an index of another release."""
