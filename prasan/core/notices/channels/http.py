"""One POST to a messaging service, and what its answer means."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from .faults import Later, Never

TIMEOUT = 15  # seconds
# Wrong credentials are the administrator's to mend, not the letter's fault.
_LATER = {401, 402, 403, 408, 425, 429}


def post(url: str, body: Mapping[str, object], headers: Mapping[str, str], *, done: frozenset[int]) -> None:
    """Send `body` as JSON; an answer in `done` or of the 2xx is success. Raises Later, Never."""
    try:
        answer = httpx.post(url, json=dict(body), headers=dict(headers), timeout=TIMEOUT)
    except httpx.HTTPError as error:
        raise Later(type(error).__name__) from error
    except httpx.InvalidURL as error:
        raise Never("wrong address of the service") from error
    if answer.is_success or answer.status_code in done:
        return
    said = f"HTTP {answer.status_code}"
    raise Later(said) if answer.status_code >= 500 or answer.status_code in _LATER else Never(said)
