"""What holds for every test."""

from hypothesis import settings

# The first call of a compiled loop waits for the compiler, and no test asserts a time.
settings.register_profile("strigil", deadline=None)
settings.load_profile("strigil")
