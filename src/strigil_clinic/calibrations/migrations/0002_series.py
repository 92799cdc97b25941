"""Days that belong together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the series of a calibration."""

    dependencies = [("calibrations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="forcecalibration",
            name="series",
            field=models.UUIDField(
                blank=True,
                help_text="the days that are compared and pooled",
                null=True,
            ),
        ),
    ]
