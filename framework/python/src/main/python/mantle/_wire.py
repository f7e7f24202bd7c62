"""Messages between this process and the host: JSON text sequences (RFC 7464) over a pair of pipes."""
import json
import os
import threading

SEPARATOR = b"\x1e"
_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().raw_decode
# what a pipe holds; a buffer of 128 KiB or more is taken from the system, and given back, for each reading
_CHUNK = 64 * 1024
_LONGEST_STRAY = 500


class Reader:
    """Reads messages from a file descriptor. For one thread at a time.

    What stands in a line before the separator was printed by somebody to whom the pipe does not belong; it is handed on to `stray`.
    """

    def __init__(self, descriptor, stray):
        self._descriptor = descriptor
        self._stray = stray
        self._lines = []
        self._rest = []
        self.has_some = False

    def read(self):
        """Waits for a message and returns it as a dict; None at the end of the pipe."""
        while True:
            while self._lines:
                message = self._take(self._lines.pop())
                self.has_some = bool(self._lines)
                if message is not None:
                    return message
            try:
                chunk = os.read(self._descriptor, _CHUNK)
            except OSError:
                chunk = b""
            if not chunk:
                left = b"".join(self._rest)
                self._rest = []
                left = left.partition(SEPARATOR)[0]
                if left.strip():
                    self._stray(left[:_LONGEST_STRAY].decode("utf-8", "replace").strip())
                return None
            if b"\n" not in chunk:
                # half a message: its parts are joined once, so that a long one takes no longer than its length
                self._rest.append(chunk)
                continue
            self._rest.append(chunk)
            lines = b"".join(self._rest).split(b"\n")
            last = lines.pop()
            self._rest = [last] if last else []
            lines.reverse()
            self._lines = lines

    def _take(self, line):
        # the last one: before it may stand half a message, whose writer was interrupted
        head, separator, text = line.rpartition(SEPARATOR)
        if not separator:
            head, text = text, b""
        # no part of a message is told: it may have a secret in it
        before = head.partition(SEPARATOR)[0]
        if before.strip():
            self._stray(before[:_LONGEST_STRAY].decode("utf-8", "replace").strip())
        return _parse(str(text, "utf-8")) if separator else None


def _parse(text):
    message, end = _decode(text)
    # more than blanks behind it is told in the library's words
    return message if end == len(text) else json.loads(text)


class Writer:
    """Writes messages to a file descriptor, each at once. Safe from many threads."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def write(self, message):
        """Writes a dict.

        Raises ValueError if it has what JSON lacks, and OSError if the other side is gone.
        """
        self.write_text(_encode(message))

    def close(self):
        """Closes the descriptor, under nobody's writing."""
        with self._lock:
            descriptor, self._descriptor = self._descriptor, -1
            if descriptor >= 0:
                os.close(descriptor)

    def write_text(self, text):
        """Writes the text of a message, which `encode` made."""
        data = b"\x1e" + text.encode("ascii") + b"\n"
        with self._lock:
            written = os.write(self._descriptor, data)
            while written < len(data):
                data = data[written:]
                written = os.write(self._descriptor, data)


encode = _encode
