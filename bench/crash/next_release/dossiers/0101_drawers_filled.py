from django.db import migrations


def fill(apps, schema_editor):
    for row in apps.get_model("dossiers", "Dossier")._base_manager.order_by("pk").iterator():
        row.drawer = "ABCD"[row.pk % 4]
        row.save(update_fields=["drawer"])


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0100_drawer")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
