"""Passages to figures, milestones, themes and pairs: pure and deterministic."""
