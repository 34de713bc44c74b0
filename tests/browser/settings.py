"""The program's settings, with a page that shows every kind of question."""

import os

from prasan.config.settings import *  # noqa: F403
from prasan.config.settings import HOME

ROOT_URLCONF = "tests.browser.urls"
FILES = HOME / f"files-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"  # where the tests keep theirs
