from django.utils.translation import gettext_lazy as _

from prasan import missions


class ScamsConfig(missions.Mission):
    name = "prasan.missions.scams"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        super().ready()
        casework.count_minutes(
            "scams.minutes_to_answer", _("Minutes until the bank answers a request to hold (median)"),
            service="hold-request", deadline="place",
        )  # fmt: skip
