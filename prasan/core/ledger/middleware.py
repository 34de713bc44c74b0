"""The log's static resources, answered before sessions and languages: the same for everyone, for ever."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import Resolver404, resolve

from prasan.foundation import scope
from prasan.foundation.types import Handler

LOG_URLS = "prasan.core.ledger.log_urls"


class LogMiddleware:
    """Answers tiles, checkpoint and key itself, so that no `Vary` or cookie keeps a cache from holding them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/ledger/"):
            return self.get_response(request)
        try:
            view, args, kwargs = resolve(request.path_info, LOG_URLS)
        except Resolver404:
            return self.get_response(request)
        try:
            with scope.activate(scope.VISITOR):
                answer: HttpResponse = view(request, *args, **kwargs)
        except Http404:
            answer = HttpResponseNotFound("not in the log\n", content_type="text/plain; charset=utf-8")
        return answer
