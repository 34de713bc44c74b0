"""How cases come in, and by which of these ways people can apply: a service file names them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """How the case came in."""

    WEB = "web", pgettext_lazy("channel", "on the web")
    COUNTER = "counter", pgettext_lazy("channel", "at a counter")
    PHONE = "phone", pgettext_lazy("channel", "by telephone")
    API = "api", pgettext_lazy("channel", "from another system")
    EFFECT = "effect", pgettext_lazy("channel", "from another matter")


SYSTEM = "system"  # in a service file, alone: opened by other cases only
# What `channels` of a service file may hold. Other systems apply for people where these could on the web.
APPLYING = (Channel.WEB.value, Channel.COUNTER.value, Channel.PHONE.value)
# Named by files that were published while one could write it; no case ever came in so.
FORMER = "line"
