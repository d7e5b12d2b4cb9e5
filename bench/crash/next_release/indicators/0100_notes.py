from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_tables")]
    operations = [
        migrations.CreateModel("Note", [("id", models.BigAutoField(primary_key=True)), ("text", models.TextField())]),
        migrations.AddField("dailytally", "noted", models.BooleanField(default=False)),
    ]
