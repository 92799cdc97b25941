"""Force above what was set, as a reason to stop."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("treat", "0003_more_reasons_to_stop"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sessionevent",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sharp", "sharp or radiating pain"),
                    ("rising", "pain that keeps rising"),
                    ("tingling", "tingling or numbness"),
                    ("weakness", "weakness"),
                    ("pop", "a sudden pop"),
                    ("faint", "faint or unwell"),
                    ("skin", "skin: broken, swelling, red spots or a bruise"),
                    ("asked", "the patient asked"),
                    ("pain_limit", "pain reached the limit"),
                    ("force", "force above what was set"),
                ],
                max_length=20,
            ),
        ),
    ]
