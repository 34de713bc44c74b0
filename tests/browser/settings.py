"""The program's settings, with a page that shows every kind of question."""

from prasan.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
