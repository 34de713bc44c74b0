"""Types that every floor speaks of."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

Words = str | Promise  # for people: as written, or translated when it is shown
Handler = Callable[[HttpRequest], HttpResponse]  # answers a request; what middleware passes it on to
