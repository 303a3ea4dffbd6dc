"""Everything that can go wrong, as one tree.

AudioEditionError          exit  1   the root: catch this one
├── UsageError             exit  2   the request itself makes no sense (an option, a setting, a file of ours)
├── SourceError            exit  3   the source could not be fetched: missing, refused, too large, not text
├── ExtractionError        exit  4   the source was read, but no article was found in it
│   └── HeldForReview      exit  4   an article was found that a person is to look at before it is published
├── VoiceError             exit  5   the voice is unknown, broken, or not installed here
├── EngineError            exit  6   the engine did not speak (``retryable``: trying again may help)
├── AudioError             exit  7   sound could not be joined, encoded or checked; ffmpeg is missing
└── PublishError           exit  8   the edition could not be written: folder, disk, lock

``str(error)`` is a sentence for the person; ``hint`` says what to do next. The command line translates the
tree in one place (``cli.py``); nothing in the library returns ``None`` to mean "failed".
"""

from __future__ import annotations

from typing import Any


class AudioEditionError(Exception):
    """The root: a sentence for the person, what to do next, and the exit code."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(AudioEditionError):
    exit_code = 2


class SourceError(AudioEditionError):
    """``status``: of the HTTP answer, when there was one; ``answered_by``: the address that gave it, behind redirects;
    ``retryable``: the same call may succeed later."""

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        status: int | None = None,
        answered_by: str | None = None,
        retryable: bool = False,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.answered_by = answered_by
        self.retryable = retryable
        self.retry_after_s = retry_after_s


class ExtractionError(AudioEditionError):
    """``retryable``: something else stands in the article's place now (a check for robots, an error page); ``due_s``:
    it is not to be made before that moment (seconds since the epoch); ``held``: it is not published unless a person
    says so, under that id; ``twin``: the address of an edition of the same text, to be looked at first."""

    exit_code = 4

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        retryable: bool = False,
        due_s: float | None = None,
        held: str | None = None,
        twin: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.retryable = retryable
        self.due_s = due_s
        self.held = held
        self.twin = twin


class NotSettled(ExtractionError):
    """The page is still being written: to be looked at again at ``due_s``. ``seen``: what is to be remembered of it."""

    def __init__(self, message: str, *, due_s: float, seen: Any) -> None:
        super().__init__(message, due_s=due_s)
        self.seen = seen


class HeldForReview(ExtractionError):
    """It waits in the queue of the newsroom, under ``held``."""


class VoiceError(AudioEditionError):
    exit_code = 5


class EngineError(AudioEditionError):
    """``retryable``: the same call may succeed later (network, timeout); else it never will."""

    exit_code = 6

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        retryable: bool = False,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.retryable = retryable
        self.retry_after_s = retry_after_s


class AudioError(AudioEditionError):
    """``retryable``: ffmpeg was killed from outside (memory, a person); the same call may succeed later."""

    exit_code = 7

    def __init__(self, message: str, *, hint: str = "", retryable: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.retryable = retryable


class PublishError(AudioEditionError):
    exit_code = 8
