from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("queueing", "0001_tables")]
    operations = [migrations.AddField("ticket", "floor", models.PositiveSmallIntegerField(default=1))]
