"""Episodes of care and their visits."""
