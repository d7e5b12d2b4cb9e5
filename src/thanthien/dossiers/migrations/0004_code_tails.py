"""Codes that were issued before can be found by any tail too."""

from django.db import migrations

from thanthien.dossiers.search import backwards


def fill(apps, schema_editor):
    dossiers = apps.get_model("dossiers", "Dossier")
    rows = []
    for row in dossiers._base_manager.filter(code__isnull=False, code_back="").only("pk", "code").iterator():
        row.code_back = backwards(row.code)
        rows.append(row)
    dossiers._base_manager.bulk_update(rows, ["code_back"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_counter")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
