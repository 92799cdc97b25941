"""The instruments of a clinic: which it has, what it measured, how they are."""
