"""The WSGI entry that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from prasan.config.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prasan.config.settings")
if "PRASAN_SUPERVISOR" in os.environ:
    die_with_parent()  # a process of the server must not outlive the server that was killed
application = get_wsgi_application()

from prasan.core.search import service as search  # noqa: E402 - needs the application set up

search.warm()
