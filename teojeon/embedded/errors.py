"""What a person reads when the embedded database cannot do as asked."""


class LauncherError(RuntimeError):
    """The embedded database cannot start, stop or answer; the message says why and what to do, in Korean."""
