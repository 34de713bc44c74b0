"""A program that calls the API: an account of its own, entered by a key instead of a password."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class ClientScope(models.TextChoices):
    """What a key opens. Within it the program's rules are those of an officer of its units."""

    CASES_READ = "cases.read", _("Read the cases of its units")
    CASES_WRITE = "cases.write", _("Take steps in the cases of its units")
    CASES_SUBMIT = "cases.submit", _("Submit applications for people who agreed to it")
    WEBHOOKS = "webhooks", _("Manage the webhooks of its agency")


class Client(models.Model):
    """The key of an agency's program. The account's memberships say for which units it acts.

    key_hash: SHA-256 of the key in hexadecimal; the key itself is shown once and kept nowhere. A key holds
    256 bits of chance, so a fast hash is enough. hint: the key's last characters, to tell keys apart.
    """

    account = models.OneToOneField("identity.Account", models.PROTECT, related_name="client")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = ArrayField(models.CharField(max_length=20, choices=ClientScope.choices))
    issued_by = models.ForeignKey("identity.Account", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(scopes=[]), name="client_has_scopes")]

    def __str__(self) -> str:
        return f"client {self.pk}"

    @property
    def scope_names(self) -> list[str]:
        """The scopes in words, in the language in force."""
        return [str(ClientScope(scope).label) for scope in self.scopes if scope in ClientScope.values]
