"""One POST to a messaging service, and what its answer means."""

from __future__ import annotations

import json
from collections.abc import Mapping

import httpx

from prasan.core.events import service as events

from .faults import Later, Never

TIMEOUT = 15  # seconds
# Wrong credentials are the administrator's to mend, not the letter's fault.
_LATER = {401, 402, 403, 408, 425, 429}


def post(
    url: str,
    body: Mapping[str, object],
    headers: Mapping[str, str],
    *,
    done: frozenset[int],
    trusted: bool = True,
) -> None:
    """Send `body` as JSON; an answer in `done` or of the 2xx is success. Raises Later, Never.

    trusted: who runs the machine named the address; any other is called only where it is public, by https.
    """
    try:
        status = _call(url, body, headers, trusted=trusted)
    except (httpx.HTTPError, OSError, events.Forbidden) as error:
        raise Later(type(error).__name__) from error
    except (httpx.InvalidURL, ValueError) as error:
        raise Never("wrong address of the service") from error
    if 200 <= status < 300 or status in done:
        return
    said = f"HTTP {status}"
    raise Later(said) if status >= 500 or status in _LATER else Never(said)


def _call(url: str, body: Mapping[str, object], headers: Mapping[str, str], *, trusted: bool) -> int:
    if trusted:
        return httpx.post(url, json=dict(body), headers=dict(headers), timeout=TIMEOUT).status_code
    told = json.dumps(dict(body), ensure_ascii=False).encode()
    return events.post_outside(url, told, {**headers, "Content-Type": "application/json"})
