"""Uploaded recordings and what was read from them."""
