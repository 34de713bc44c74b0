"""Every room's addresses, put together; pages have an /en/ twin, the API speaks by Accept-Language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from prasan.web import sitemap
from prasan.web.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("prasan.core.payments.callback_urls")),
    path("", include("prasan.core.ledger.log_urls")),
    path("", include("prasan.core.identity.callback_urls")),
    path("api/v1/", api.urls),
    path("", include("prasan.missions.opendata.urls_api")),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    *i18n_patterns(
        path("", include("prasan.web.urls")),
        path("", include("prasan.core.identity.urls")),
        path("", include("prasan.core.casework.editor_urls")),
        path("", include("prasan.core.notices.urls")),
        path("", include("prasan.core.documents.urls")),
        path("", include("prasan.core.payments.urls")),
        path("", include("prasan.core.ledger.urls")),
        path("", include("prasan.core.casework.urls")),
        path("", include("prasan.core.measures.urls")),
        path("", include("prasan.missions.consultation.urls")),
        path("", include("prasan.missions.consultation.urls_office")),
        path("", include("prasan.missions.observatory.urls")),
        path("", include("prasan.missions.opendata.urls")),
        path("", include("prasan.missions.opendata.urls_office")),
        path("", include("prasan.look.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "prasan.foundation.http.bad_request"
handler403 = "prasan.foundation.http.not_allowed"
handler404 = "prasan.foundation.http.not_found"
handler429 = "prasan.core.identity.views.too_many_page"  # allauth asks for it
handler500 = "prasan.web.errors.server_error"
