"""What a live sensor did, as an event."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("treat", "0004_force_as_a_reason"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sessionevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("step_started", "step started"),
                    ("step_done", "step done"),
                    ("step_skipped", "step skipped"),
                    ("pain", "pain"),
                    ("stop", "stop"),
                    ("stop_reason", "why it stopped"),
                    ("pause", "pause"),
                    ("resume", "resume"),
                    ("note", "note"),
                    ("sign", "comparable sign"),
                    ("skin", "skin check"),
                    ("cleaned", "instrument cleaned"),
                    ("sensor", "sensor"),
                ],
                max_length=20,
            ),
        ),
    ]
