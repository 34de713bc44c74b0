"""The code by which a person at a counter shows which account is theirs."""

from django.db import models

from .account import Account


class ProofCode(models.Model):
    """A person's one live code; it goes with its use, and the next one takes its place.

    code_hash: keyed hash. tries: how often somebody knew the code and was refused.
    """

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"code of {self.account_id} for a counter"
