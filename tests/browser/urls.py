"""The program's addresses, and one for trying every kind of question."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from prasan.config import urls as program
from tests.browser.gallery import gallery

urlpatterns = [
    *i18n_patterns(path("gallery", gallery, name="gallery"), prefix_default_language=False),
    *program.urlpatterns,
]
handler400, handler403 = program.handler400, program.handler403
handler404, handler500 = program.handler404, program.handler500
