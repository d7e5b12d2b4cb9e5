from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worktime", "0001_tables")]
    operations = [migrations.AddField("ownday", "colour", models.CharField(max_length=8, default="red"))]
