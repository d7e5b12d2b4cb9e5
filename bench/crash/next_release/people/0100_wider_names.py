from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_tables")]
    operations = [migrations.AlterField("unit", "name", models.CharField(max_length=160))]
