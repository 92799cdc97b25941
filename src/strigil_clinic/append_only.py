"""Tables whose rows the database itself refuses to change or delete."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

__all__ = ["append_only"]

TRIGGER = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""


def append_only(table: str) -> Operation:
    """Return a migration step after which a table takes new rows only."""

    def lock(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "sqlite":
            message = f"{table}: no append-only rule for {editor.connection.vendor}"
            raise RuntimeError(message)
        for verb in ("UPDATE", "DELETE"):
            editor.execute(TRIGGER.format(table=table, verb=verb))

    def unlock(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}")

    return migrations.RunPython(lock, unlock)
