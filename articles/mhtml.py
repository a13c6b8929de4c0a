"""A page saved whole by a browser (MHTML): its HTML part."""

from __future__ import annotations

from email import message_from_bytes, policy

from ..errors import PageError


def main_part(data: bytes, origin: str) -> tuple[bytes, str | None]:
    """The bytes of the HTML part and its declared charset. Raises PageError when there is none."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content, part.get_content_charset()
    raise PageError(origin, "no HTML part in it", "save the page again, as HTML or MHTML")
