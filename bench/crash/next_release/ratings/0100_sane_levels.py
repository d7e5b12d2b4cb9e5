from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ratings", "0001_tables")]
    operations = [
        migrations.AddConstraint(
            "rating",
            models.CheckConstraint(
                condition=models.Q(attitude__isnull=True) | models.Q(attitude__lte=9), name="attitude_up_to_nine"
            ),
        )
    ]
