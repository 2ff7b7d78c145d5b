"""Tests of figure pairs, series, outcomes and corrections."""
