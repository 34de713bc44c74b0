"""The portal's own line icons, drawn on a 24 x 24 grid; decoration only, so always hidden from readers."""

# ruff: noqa: E501  a drawing is one line

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "phone": '<path d="M7 3.5 4.5 5C4 13 11 20 19 19.5L20.5 17l-4-3-2.5 2c-2.5-1-5-3.5-6-6l2-2.5z"/>',
    "shield": '<path d="M12 3 5 5.5V11c0 4.5 3 8 7 10 4-2 7-5.5 7-10V5.5z"/><path d="m9 11.5 2.2 2.200L15.5 9.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5v.1"/>',
    "success": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.8 2.800L16.2 9.5"/>',
    "warning": '<path d="M12 4 2.8 20h18.400z"/><path d="M12 10v4.5M12 17.200v.1"/>',
    "error": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16.5v.1"/>',
    "home": '<path d="M4 11 12 4l8 7"/><path d="M6 9.5V20h12V9.5"/><path d="M10 20v-5h4v5"/>',
    "paper": '<path d="M6 3.5h8l4 4V20.5H6z"/><path d="M14 3.5v4h4M9 12h6M9 16h6"/>',
    "wifi": '<path d="M3 9.5c5.5-5 12.5-5 18 0M6.5 13c3.5-3 7.5-3 11 0M10 16.5c1.3-1 2.7-1 4 0M12 20v.1"/>',
    "heart": '<path d="M12 20C6 15.5 3.5 12.5 3.5 9a4.3 4.3 0 0 1 8.5-1 4.3 4.3 0 0 1 8.5 1c0 3.5-2.5 6.5-8.5 11z"/>',
    "learn": '<path d="M2.5 9.5 12 5l9.5 4.5L12 14z"/><path d="M6.5 11.5V16c3 2.5 8 2.5 11 0v-4.5M21.5 9.5V15"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.8-3.5 3.2-5.5 6.5-5.5s5.7 2 6.5 5.5M15.5 5.5a3.3 3.3 0 0 1 0 6.200M17.5 14.800c2.2.6 3.5 2.4 4 5.2"/>',
    "business": '<path d="M3.5 8h17v11.5h-17zM8.5 8V5h7v3M3.5 13h17M12 12v2.5"/>',
    "data": '<ellipse cx="12" cy="6" rx="7.5" ry="2.8"/><path d="M4.5 6v12c0 1.5 3.4 2.8 7.5 2.800s7.5-1.3 7.5-2.800V6M4.5 12c0 1.5 3.4 2.8 7.5 2.800s7.5-1.3 7.5-2.8"/>',
    "sign": '<path d="m4 16.5-.5 4 4-.5L19 8.5 15.5 5zM13 7.5l3.5 3.5M12 20.5h8.5"/>',
    "chart": '<path d="M4 4v16h16.5M8 16v-4M12 16V8M16 16v-6"/>',
    "lock": '<path d="M5.5 10.5h13v10h-13zM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2"/>',
    "talk": '<path d="M4 5h16v11h-9l-4.5 4v-4H4z"/><path d="M8 9.5h8M8 12.5h5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7"/>',
    "place": '<path d="M12 21c4.5-4.5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2 6.5 6.5 11z"/><circle cx="12" cy="10" r="2.5"/>',
    "upload": '<path d="M12 16V5M7.5 9.5 12 5l4.5 4.5M4 16v4h16v-4"/>',
    "download": '<path d="M12 5v11M7.5 11.5 12 16l4.5-4.5M4 18v2.5h16V18"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4"/>',
    "coin": '<circle cx="12" cy="12" r="9"/><path d="M9.5 7.5h3.700a2.2 2.2 0 0 1 0 4.5H9.5h4.200a2.3 2.3 0 0 1 0 4.600H9.5zM12 5.800v1.700M12 16.600v1.7"/>',
    "eye": '<path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5s-7-2-9.5-6.5z"/><circle cx="12" cy="12" r="3"/>',
    "print": '<path d="M7 8.5V4h10v4.5M7 16H4V8.5h16V16h-3M7 13.5h10v7H7z"/>',
    "baby": '<circle cx="12" cy="12" r="8.5"/><path d="M9 11v.1M15 11v.1M9.5 15c1.5 1.3 3.5 1.3 5 0M12 3.5c-1 1.5 0 3 1.5 2.5"/>',
    "work": '<path d="M4 20.5h16M6 20.5v-16h8v16M14 9.5h4.5v11M9 8.5h2M9 12h2M9 15.5h2"/>',
}


def icon(name: str) -> SafeString:
    """An icon by name as inline SVG. Raises KeyError for a name that is not drawn."""
    shape = mark_safe(PATHS[name])  # noqa: S308  constants of this file
    return format_html(
        '<svg class="th-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        shape,
    )
