"""Ctrl-C while an answer is waited for."""
import threading
from _signal import SIGINT, getsignal, signal
from _thread import get_ident


_MAIN = threading.main_thread().ident


class Interrupts:
    """Within it, Ctrl-C cancels the run that is waited for, and is handled as ever when that has ended; a second one is raised at once.

    Python would raise it anywhere, also where bytes of an answer have been read and are not yet kept. Where this is not the main thread, or
    Ctrl-C is ignored, nothing changes.
    """

    __slots__ = ("_before", "_waited", "_count", "_frame")

    def __enter__(self):
        self._before = None
        self._waited = None
        self._count = 0
        self._frame = None
        if get_ident() == _MAIN and callable(getsignal(SIGINT)):
            self._before = signal(SIGINT, self._take)
        return self

    def wait(self, connection, pending):
        """Waits for the next message of a call; see the connection."""
        self._waited = (connection, pending)
        if self._count:
            # it came before there was something to cancel
            connection.cancel(pending)
        return connection.wait(pending)

    def _take(self, _number, frame):
        self._count += 1
        self._frame = frame
        if self._count > 1:
            raise KeyboardInterrupt
        if self._waited is not None:
            connection, pending = self._waited
            connection.cancel(pending)

    def __exit__(self, kind, _value, _trace):
        if self._before is not None:
            signal(SIGINT, self._before)
            if self._count and kind is not KeyboardInterrupt:
                # Python's own raises KeyboardInterrupt
                self._before(SIGINT, self._frame)
