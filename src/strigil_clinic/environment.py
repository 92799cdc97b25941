"""Settings from environment variables, failing loudly with what is accepted."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

__all__ = ["env_flag", "env_list", "env_number", "env_path", "secret_key"]

FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def env_flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no setting."""
    given = os.environ.get(name)
    if given is None:
        return default
    if given.lower() not in FLAGS:
        message = f"{name}={given!r} is not understood: use one of {', '.join(FLAGS)}."
        raise ImproperlyConfigured(message)
    return FLAGS[given.lower()]


def env_number(name: str, *, default: int, lowest: int, highest: int) -> int:
    """Return a whole number between two bounds, both allowed."""
    given = os.environ.get(name, str(default))
    if not given.isdecimal() or not lowest <= int(given) <= highest:
        message = f"{name}={given!r}: use a whole number from {lowest} to {highest}."
        raise ImproperlyConfigured(message)
    return int(given)


def env_list(name: str, *, default: list[str]) -> list[str]:
    """Return a comma-separated list without empty parts."""
    given = os.environ.get(name)
    if given is None:
        return default
    parts = [part.strip() for part in given.split(",") if part.strip()]
    if not parts:
        message = f"{name} is empty: give one or more names, separated by commas."
        raise ImproperlyConfigured(message)
    return parts


def env_path(name: str, *, default: Path) -> Path:
    """Return a folder that exists, making it when it does not."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        message = f"{name}={path} is a file: give a folder that Strigil may write to."
        raise ImproperlyConfigured(message)
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key(var: Path) -> str:
    """Return the secret of this installation, made at its first start.

    ``STRIGIL_SECRET_KEY`` wins; it needs at least 50 characters.
    """
    given = os.environ.get("STRIGIL_SECRET_KEY")
    if given is not None:
        if len(given) < 50:
            message = "STRIGIL_SECRET_KEY is too short: use at least 50 characters."
            raise ImproperlyConfigured(message)
        return given
    path = var / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()
