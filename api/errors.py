"""The failures a user of any room has to expect; each is told in one line."""

from __future__ import annotations


class MujazError(Exception):
    """A failure that can be told in one line: what it concerns, the cause, what to do next.

    Rendered as ``subject: cause; remedy``.
    """

    def __init__(self, subject: str, cause: str, remedy: str = "") -> None:
        super().__init__(subject, cause, remedy)
        self.subject = subject
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.subject}: {self.cause}"
        return f"{line}; {self.remedy}" if self.remedy else line


class PageError(MujazError):
    """A page that cannot be read as an Arabic article. ``subject`` is its origin."""


class ModelError(MujazError):
    """A model that is missing, unsafe, damaged or of the wrong kind. ``subject`` is its name or path."""


class ArchiveError(MujazError):
    """An archive that cannot be opened or trusted. ``subject`` is its path."""
