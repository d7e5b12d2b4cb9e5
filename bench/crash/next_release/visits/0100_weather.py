from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_tables")]
    operations = [migrations.AddField("visit", "weather", models.CharField(max_length=12, default="unknown"))]
