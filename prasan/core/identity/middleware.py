"""Every request runs in one transaction under the scope of who is asking."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import NotFound
from prasan.foundation.types import Handler

from .flows.actor_of import actor_of
from .flows.scope_of import scope_of


class ScopeMiddleware:
    """Opens the transaction, sets the scope, and rolls everything back when a view raised or failed.

    What the view looked at goes into the ledger in the same transaction: committed before the first byte. After a
    refusal it goes there in one of its own; 404 tells of nobody.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Before the transaction: a database function tells the account of a session whatever the scope.
        who = scope_of(request)
        with ledger.collecting() as looks:
            with scope.activate(who):
                response = self.get_response(request)
                if response.status_code >= 500 or getattr(request, "view_raised", False):
                    transaction.set_rollback(True)
                elif looks:
                    ledger.flush(**actor_of(request, who))
            # What is refused is undone, but the refusal may tell of the person whose data it was made from.
            if looks and response.status_code < 500 and response.status_code != NotFound.status:
                with scope.activate(who):
                    ledger.flush(**actor_of(request, who))
        if who.person is not None:
            # Telephones and computers are shared: going back after signing out shows nobody's page again.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request.view_raised = True  # type: ignore[attr-defined]
