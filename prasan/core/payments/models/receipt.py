"""Electronic receipts: numbered by agency and fiscal year without a gap, never changed."""

from django.db import models


class ReceiptCounter(models.Model):
    """The last number given out; its row is held by the transaction that takes the next one."""

    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    year = models.IntegerField()  # fiscal year, Buddhist era
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="receipt_counter_once")]

    def __str__(self) -> str:
        return f"{self.agency_id}/{self.year}: {self.last}"


class Receipt(models.Model):
    """The receipt of a paid fee. code: what anyone types to check it. The payer's name is in the payment."""

    payment = models.OneToOneField("payments.Payment", models.PROTECT, related_name="receipt")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    year = models.IntegerField()
    running = models.IntegerField()
    code = models.CharField(max_length=16, unique=True)
    issued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "running"], name="receipt_number_once")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it is printed: agency, fiscal year, running number."""
        return f"{self.agency.code.upper()}-{self.year}-{self.running:06d}"

    @property
    def spaced_code(self) -> str:
        """The code in groups of four."""
        return "-".join(self.code[i : i + 4] for i in range(0, 16, 4))
