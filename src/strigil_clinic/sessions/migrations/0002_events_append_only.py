"""From here on the events of a session are new rows only."""

from django.db import migrations

from strigil_clinic.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("treat", "0001_initial")]
    operations = [append_only("treat_sessionevent")]
