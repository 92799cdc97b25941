"""Scores on outcome measures over time."""
