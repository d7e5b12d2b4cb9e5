from django.db import migrations


def begin_at_the_head(apps, schema_editor):
    """An office that has worked before writes no letters for what happened before it had letters: its reader begins at the end of
    the journal. Where it has begun already, or the journal is empty, nothing changes.
    """
    follower, chain = apps.get_model("journal", "Follower"), apps.get_model("journal", "Chain")
    known = set(follower.objects.filter(name="letters").values_list("unit", flat=True))
    follower.objects.bulk_create(
        follower(name="letters", unit=unit, seq=seq) for unit, seq in chain.objects.values_list("unit", "seq") if unit not in known
    )


class Migration(migrations.Migration):

    dependencies = [
        ("letters", "0002_own_words_and_hamlets"),
        ("journal", "0005_marks"),
    ]

    operations = [migrations.RunPython(begin_at_the_head, migrations.RunPython.noop)]
