"""The WSGI entry that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from prasan.config.processes import die_with_parent, end_if_orphan
from prasan.config.uncaught import Guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prasan.config.settings")
if server := os.environ.get("PRASAN_SERVER"):
    die_with_parent()  # a process of the server must not outlive the server that was killed,
    end_if_orphan(int(server))  # even where that happened before it came this far
application = Guarded(get_wsgi_application())

from prasan.core.search import service as search  # noqa: E402 - needs the application set up

search.warm()
