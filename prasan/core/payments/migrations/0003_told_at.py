"""When the room above was told of a paid fee: what it was told until now, it was told when the fee was paid."""

from django.db import migrations, models

PAID = "UPDATE payments_payment SET told_at = paid_at WHERE state IN ('paid', 'refunded')"


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_guards")]

    operations = [
        migrations.AddField("payment", "told_at", models.DateTimeField(null=True)),
        # locks payments_payment: paid rows alone, which nothing but a refund changes; then one scan for an empty index,
        # while a bank that is not answered sends its message again
        migrations.RunSQL(PAID, migrations.RunSQL.noop),
        migrations.AddIndex(
            "payment",
            models.Index(
                fields=["paid_at", "id"],
                name="payment_untold",
                condition=models.Q(state="paid", told_at=None),
            ),
        ),
    ]
