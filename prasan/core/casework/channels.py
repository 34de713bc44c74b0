"""How cases come in, and by which of these ways people can apply: a service file names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the case came in, and how people read it."""

    WEB = "web", _("Online")
    COUNTER = "counter", _("At the counter")
    PHONE = "phone", _("By telephone")
    API = "api", _("From another system")
    EFFECT = "effect", _("From another matter")


SYSTEM = "system"  # in a service file, alone: opened by other cases only
# What `channels` of a service file may hold. Other systems apply for people where these could on the web.
APPLYING = (Channel.WEB.value, Channel.COUNTER.value, Channel.PHONE.value)
# Named by files that were published while one could write it; no case ever came in so.
FORMER = "line"
