"""Measurements, one file a question, each a ratio against a named peer in the same run."""
