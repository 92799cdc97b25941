"""From here on the corrections of an episode are new rows only."""

from django.db import migrations

from strigil_clinic.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("episodes", "0003_corrections")]
    operations = [append_only("episodes_correction")]
