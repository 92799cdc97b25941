"""Plans of care as they were accepted."""
