"""What surrounds a page: name, navigation, account menu, languages.

Rooms above add to it without look knowing them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from prasan.foundation.languages import current_language
from prasan.foundation.types import Words

LARGE_TEXT_COOKIE = "text_size"


@dataclass(frozen=True)
class Link:
    """Something to go to. `post`: a button that sends (signing out). `count`: a figure beside it.

    `order` places it among the links of other rooms; those of one order stand as they were added.
    """

    label: Words
    url: str
    current: bool = False
    post: bool = False
    count: int = 0
    order: int = 50


@dataclass(frozen=True)
class Language:
    """A language of the portal and this same page in it."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """Everything around `main`. `account` is the name of who is signed in, empty when nobody is."""

    name: Words
    logo: str = ""
    home: str = "/"
    demo: bool = False
    large_text: bool = False
    text_size_url: str = ""
    languages: Sequence[Language] = ()
    nav: Sequence[Link] = ()
    sign_in: str = ""
    account: str = ""
    account_links: Sequence[Link] = field(default_factory=tuple)
    footer: Sequence[Link] = ()


Part = Callable[[HttpRequest], Mapping[str, Any]]
_parts: list[Part] = []


def extend(part: Part) -> None:
    """Let `part(request)` set fields of the frame on every page; call it in `AppConfig.ready()`.

    Links (`nav`, `account_links`, `footer`) add up over all parts; of anything else the later part wins. A
    part must be cheap, for it runs on every page.
    """
    if part not in _parts:
        _parts.append(part)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` for the base template."""
    made = bare_frame(request)
    try:
        for part in _parts:
            made = _joined(made, part(request))
    except DatabaseError:
        # A page that tells of a failed transaction, or of no database, still gets its frame. Any other page
        # must fail with it: its transaction is lost, and what was looked at could not be written down.
        if not hasattr(request, "told_error"):
            raise
        made = bare_frame(request)
    nav = [_marked(link, request.path, made.home) for link in made.nav]
    return {"frame": replace(made, nav=nav, text_size_url=_text_size_url(request, made.large_text))}


def bare_frame(request: HttpRequest) -> Frame:
    """The frame without what other rooms add: for pages shown when something is broken."""
    path = request.get_full_path()
    large = request.COOKIES.get(LARGE_TEXT_COOKIE) == "large"
    return Frame(
        name=_("Digital services for the people"),
        home="/" if current_language() == settings.LANGUAGE_CODE else f"/{current_language()}/",
        demo=settings.DEMO,
        large_text=large,
        text_size_url=_text_size_url(request, large),
        languages=[
            Language(code, name, _path_in(path, code), code == current_language())
            for code, name in settings.LANGUAGES
        ],
        sign_in=_reverse("account_login"),
    )


def _path_in(path: str, code: str) -> str:
    """The same page in another language: the default one has no prefix, the others have /code/."""
    others = "|".join(c for c, _name in settings.LANGUAGES if c != settings.LANGUAGE_CODE)
    bare = re.sub(rf"^/(?:{others})(?=/|$)", "", path) or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def _joined(made: Frame, part: Mapping[str, Any]) -> Frame:
    lists = {
        name: sorted([*getattr(made, name), *part[name]], key=lambda link: link.order)
        for name in ("nav", "account_links", "footer")
        if name in part
    }
    return replace(made, **{**part, **lists})


def _text_size_url(request: HttpRequest, large: bool) -> str:
    choice = {"size": "normal" if large else "large", "next": request.get_full_path()}
    return f"{reverse('look:text-size')}?{urlencode(choice)}"


def _marked(link: Link, path: str, home: str) -> Link:
    here = path == link.url or (link.url != home and path.startswith(link.url.rstrip("/") + "/"))
    return replace(link, current=link.current or here)


def _reverse(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
