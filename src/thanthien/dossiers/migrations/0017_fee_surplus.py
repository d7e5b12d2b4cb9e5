from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0016_refunds_exemptions'),
    ]

    operations = [
        migrations.AddField(
            model_name='fee',
            name='surplus',
            field=models.BooleanField(default=False, help_text='came above the fee by transfer: to be given back, settles nothing'),
        ),
    ]
