"""Where letters to a person may go outside the portal, and the codes that prove it is really theirs."""

from django.db import models
from django.db.models import F, Q

from .account import Account


class ContactChannel(models.TextChoices):
    """A way out of the portal, by the name that notices know it by."""

    EMAIL = "email"
    SMS = "sms"
    LINE = "line"


# A proven address counts as long as it is still the account's e-mail or telephone number.
IN_USE = (
    Q(channel=ContactChannel.LINE)
    | Q(channel=ContactChannel.EMAIL, address=F("account__email"))
    | Q(channel=ContactChannel.SMS, address=F("account__phone"))
)


class Contact(models.Model):
    """An address that an account has proven to be its own, one on each channel.

    An e-mail or telephone number counts while it is still the account's; a LINE user id stands here alone.
    Families share addresses, so one may belong to several accounts. wanted: letters go there.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="contacts")
    channel = models.CharField(max_length=5, choices=ContactChannel.choices)
    address = models.CharField(max_length=320)
    proven_at = models.DateTimeField()
    wanted = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(F("account"), F("channel"), name="contact_one_a_channel")]
        indexes = [models.Index(F("address"), condition=Q(channel="line"), name="contact_line")]

    def __str__(self) -> str:
        return f"{self.channel} of {self.account_id}"


class ContactCode(models.Model):
    """A code that was sent to an address, or (LINE) is to be sent from one; it goes with its first use.

    code_hash: keyed hash. address: where it was sent, "" for LINE. tries: wrong ones so far.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=ContactChannel.choices)
    address = models.CharField(max_length=320, blank=True)
    code_hash = models.CharField(max_length=64, db_index=True)
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(F("account"), F("channel"), name="contact_code_one")]

    def __str__(self) -> str:
        return f"code for {self.channel} of {self.account_id}"
