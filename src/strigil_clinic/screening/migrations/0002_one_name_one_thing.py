"""The question about a swollen limb gives up the name that a hands-on test has too.

Only the name under which an answer is kept changes: what was asked, said, found and
signed stays as it is. Names of tests, in assessments, are left alone.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OLD, NEW = "dvt_signs", "swollen_limb"


def forwards(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the question its own name wherever an answer to it is kept."""
    _rename(apps, OLD, NEW)


def backwards(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the old name back."""
    _rename(apps, NEW, OLD)


def _rename(apps: Apps, old: str, new: str) -> None:
    for row in apps.get_model("screening", "ScreeningRecord").objects.all():
        if old not in row.answers:
            continue
        row.missing = _missing(row, old, new)
        row.answers = {_named(key, old, new): row.answers[key] for key in row.answers}
        row.findings = [_finding(found, old, new) for found in row.findings]
        row.save(update_fields=["answers", "findings", "missing"])
    drafts = apps.get_model("drafts", "Draft").objects
    for draft in drafts.filter(form_key__startswith="screen-"):
        draft.data = {
            _named(name, old, new): _marked(name, values, old, new)
            for name, values in draft.data.items()
        }
        draft.save(update_fields=["data"])


def _named(name: str, old: str, new: str) -> str:
    """Return a field's name, such as `dvt_signs__note`, with the question renamed."""
    item, mark, kind = name.partition("__")
    return new + mark + kind if item == old else name


def _marked(name: str, values: Any, old: str, new: str) -> Any:
    if name != "with_others":
        return values
    return [" ".join(_named(item, old, new) for item in v.split()) for v in values]


def _finding(found: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return found | {"item": _named(found["item"], old, new)}


def _missing(row: Any, old: str, new: str) -> list[str]:
    """Return what was open; of the two meanings of the name, only the question's."""
    told = row.answers[old]
    unsure = (told["answer"] if isinstance(told, dict) else told) == "unsure"
    return [_named(i, old, new) if unsure else i for i in row.missing]


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("drafts", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
