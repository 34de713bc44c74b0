"""The address the bank tells its transfers to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from prasan.foundation.errors import PrasanError
from prasan.foundation.problem import problem

from .flows.confirm import confirm, read_confirmation


@csrf_exempt  # the bank proves itself by signature
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """200 with the outcome for every transfer understood, however often it is told; else a problem."""
    try:
        confirmation = read_confirmation(request.headers, request.body)
        outcome = confirm(confirmation)
    except PrasanError as error:
        return problem(request, error)
    return JsonResponse({"transaction": confirmation.transaction, "outcome": outcome})
