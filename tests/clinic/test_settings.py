import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from strigil_clinic import environment


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_a_flag_that_is_no_flag_names_what_is_accepted(monkeypatch):
    monkeypatch.setenv("STRIGIL_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match=r"perhaps.*true.*no"):
        environment.env_flag("STRIGIL_DEBUG", default=False)


def test_a_number_outside_its_bounds_names_the_bounds(monkeypatch):
    monkeypatch.setenv("STRIGIL_IDLE_MINUTES", "600")
    with pytest.raises(ImproperlyConfigured, match="from 1 to 60"):
        environment.env_number("STRIGIL_IDLE_MINUTES", default=10, lowest=1, highest=60)


def test_the_secret_is_made_once_and_is_private(tmp_path, monkeypatch):
    monkeypatch.delenv("STRIGIL_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_short_secret_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("STRIGIL_SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="50"):
        environment.secret_key(tmp_path)


def test_a_file_in_place_of_the_data_folder_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "var"
    path.write_text("")
    monkeypatch.setenv("STRIGIL_VAR", str(path))
    with pytest.raises(ImproperlyConfigured, match="folder"):
        environment.env_path("STRIGIL_VAR", default=tmp_path)


def test_the_database_on_disk_keeps_what_it_acknowledged(tmp_path):
    ask = (
        "import django; django.setup()\n"
        "from django.db import connection as c\n"
        "for p in ('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'):\n"
        "    with c.cursor() as k: print(k.execute('PRAGMA ' + p).fetchone()[0])\n"
    )
    env = {
        "STRIGIL_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "strigil_clinic.settings",
    }
    said = subprocess.run(
        [sys.executable, "-c", ask], env=env, check=True, capture_output=True, text=True
    )
    assert said.stdout.split() == ["wal", "2", "1", "20000"]  # 2 is FULL


def test_writes_take_the_lock_at_once():
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_passwords_are_argon2_and_twelve_long():
    from strigil_clinic import settings

    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    lengths = [v.get("OPTIONS", {}) for v in settings.AUTH_PASSWORD_VALIDATORS]
    assert {"min_length": 12} in lengths


def test_every_page_forbids_foreign_and_inline_scripts(client, db):
    answer = client.get("/log-in/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_no_template_needs_what_the_policy_forbids():
    templates = Path(environment.__file__).parent.rglob("templates/**/*.html")
    forbidden = re.compile(r"\sstyle=|\son[a-z]+=|https?://(?!www\.w3\.org)|<style>")
    tag = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)  # `with one=` is no event handler
    pages = {str(t): tag.sub("", t.read_text("utf-8")) for t in templates}
    found = [name for name, text in pages.items() if forbidden.search(text)]
    assert found == []
