"""Guided sessions and every event in them."""
