"""Letters are forgotten by their age, and given and erased by whose they are: neither reads every letter."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q

SENT = ~Q(channel="inbox")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notices", "0003_unread_index")]

    operations = [
        AddIndexConcurrently("message", models.Index(F("person"), condition=SENT, name="message_sent")),
        AddIndexConcurrently(
            "message", models.Index(F("created_at"), condition=SENT, name="message_sent_age")
        ),
        AddIndexConcurrently(
            "message", models.Index(F("created_at"), condition=Q(channel="inbox"), name="message_inbox_age")
        ),
    ]
