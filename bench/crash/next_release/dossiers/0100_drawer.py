from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_tables")]
    operations = [migrations.AddField("dossier", "drawer", models.CharField(max_length=8, default="A"))]
