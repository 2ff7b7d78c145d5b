"""Bytes to text to passages, articles, facts, dates and findings: pure, without any other document."""
