"""From here on the audit trail takes new rows only."""

from django.db import migrations

from strigil_clinic.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [append_only("audit_auditentry")]
