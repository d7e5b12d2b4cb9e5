from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0101_drawers_filled")]
    operations = [migrations.AddIndex("dossier", models.Index("unit", "drawer", name="dossiers_by_drawer"))]
