"""Runs of algorithms: waited for, or under way while the program goes on."""
import threading
from collections import namedtuple

from mantle import _algorithms, _host
from mantle._interrupts import Interrupts
from mantle.errors import HostError

Progress = namedtuple("Progress", "fraction message remaining")
Progress.__doc__ = """How far a run is, as it said last.

fraction: from 0 to 1, or None where it does not know
message: what it says, perhaps nothing
remaining: the seconds that it is likely to need still, or None
"""

_NO_PROGRESS = Progress(None, "", None)
_LEVELS = {"all": 5, "trace": 5, "debug": 10, "info": 20, "warning": 30, "error": 40}


def run(name, version, inputs, logs=True, listener=None, registry=None):
    """Runs an algorithm and returns its outputs. Ctrl-C cancels the run, and leaves when it has ended."""
    message = _algorithms.call_content(name, version, _algorithms.sendable(name, version, inputs), registry)
    message["call"] = "run"
    connection = _host.connection()
    with Interrupts() as interrupts:
        report = _await_end(interrupts, connection, connection.send(message), logs, listener)
    if report["status"] != "Completed":
        raise _algorithms.of_report(report)
    return _outputs(name, version, report)


def _outputs(name, version, report):
    description = _algorithms.describe(name, version)
    if description.version != report["version"]:
        # another version has come since it was described
        _algorithms.forget(name)
        description = _algorithms.describe(name, version)
    return description.result(report["outputs"])


def _await_end(interrupts, connection, pending, logs, listener):
    """Hands on what a run says until it ends, and returns its report."""
    bar = None
    try:
        while True:
            answer = interrupts.wait(connection, pending)
            if answer is None:
                raise HostError(connection.why_lost())
            event = answer.get("event")
            if event is None:
                _algorithms.heed(connection, answer)
                return _report(answer, logs)
            if event == "log":
                if logs:
                    _log(answer)
            elif event == "progress":
                progress = _progress(answer)
                if listener is not None:
                    listener(progress.fraction, progress.message)
                else:
                    if bar is None:
                        from mantle.display import ProgressBar
                        bar = ProgressBar()
                    bar.show(progress)
    except HostError:
        raise
    except BaseException:
        # a second Ctrl-C, or a listener that raises: nobody waits for the run any more
        connection.forget(pending)
        connection.cancel(pending)
        raise
    finally:
        if bar is not None:
            bar.close()


def _report(answer, logs):
    if "error" in answer:
        raise _algorithms.of_error(answer["error"])
    report = answer["report"]
    if logs:
        for line in report["log"]:
            _log(line)
    return report


def _log(line):
    import logging
    logging.getLogger("mantle." + line["algorithm"]).log(_LEVELS.get(line["level"], 20), "%s", line["text"])


def _progress(event):
    return Progress(event["fraction"], event["message"], event["remainingSeconds"])


class Run:
    """A run that goes on while the program does. Safe from many threads; `await` gives its outputs."""

    def __init__(self, name, version, content, logs=True):
        self.algorithm = name
        self._version = version
        self._logs = logs
        self._state = "Waiting"
        self._progress = _NO_PROGRESS
        self._log = []
        self._report = None
        self._lost = None
        self._bar = None
        self._ended = threading.Event()
        self._accepted = threading.Event()
        self._callbacks = []
        self._lock = threading.Lock()
        self._connection = _host.connection()
        self._pending = self._connection.send(content)
        threading.Thread(target=self._follow, name="mantle-run", daemon=True).start()
        try:
            self._accepted.wait()
        except BaseException:
            self.cancel()
            raise
        if self._report is not None and self._report["status"] == "Invalid":
            raise _algorithms.of_report(self._report)
        if self._lost is not None:
            raise self._lost

    def _follow(self):
        try:
            self._hand_on_messages()
        except BaseException as e:
            # whatever happens, nobody waits for ever
            self._end(None, e)

    def _hand_on_messages(self):
        while True:
            answer = self._connection.wait(self._pending)
            if answer is None:
                self._end(None, HostError(self._connection.why_lost()))
                return
            event = answer.get("event")
            if event == "state":
                self._state = answer["state"]
                self._accepted.set()
            elif event == "progress":
                self._progress = _progress(answer)
            elif event == "log":
                self._take_line(answer)
            elif "error" in answer:
                _algorithms.heed(self._connection, answer)
                self._end(None, _algorithms.of_error(answer["error"]))
                return
            else:
                _algorithms.heed(self._connection, answer)
                report = answer["report"]
                for line in report["log"]:
                    self._take_line(line)
                self._end(report, None)
                return

    def _take_line(self, line):
        self._log.append("%s: %s" % (line["level"], line["text"]))
        if self._logs:
            _log(line)

    def _end(self, report, lost):
        with self._lock:
            self._report = report
            self._lost = lost
            self._state = report["status"] if report is not None else "Failed"
            callbacks = self._callbacks
            self._callbacks = []
            self._ended.set()
        self._accepted.set()
        for callback in callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            import logging
            logging.getLogger("mantle").exception("a callback of a run failed")

    @property
    def state(self):
        """Waiting, Running, Completed, Failed or Cancelled."""
        return self._state

    @property
    def progress(self):
        """How far the run is: fraction, message and the seconds that remain."""
        return self._progress

    @property
    def log(self):
        """What the run has said, a line each."""
        return list(self._log)

    def done(self):
        """Returns whether the run has ended, in whatever way."""
        return self._ended.is_set()

    def cancel(self):
        """Asks the run to stop and returns at once; one that has ended is left as it is."""
        if not self._ended.is_set():
            self._connection.cancel(self._pending)

    def result(self, timeout=None):
        """Waits for the end and returns the outputs, or raises what a call would.

        timeout: the seconds to wait at most; TimeoutError then, and the run goes on
        """
        self._wait(timeout)
        if self._lost is not None:
            raise self._lost
        if self._report["status"] != "Completed":
            raise _algorithms.of_report(self._report)
        return _outputs(self.algorithm, self._version, self._report)

    def exception(self, timeout=None):
        """Waits for the end and returns what `result` would raise, or None."""
        self._wait(timeout)
        if self._lost is not None:
            return self._lost
        return None if self._report["status"] == "Completed" else _algorithms.of_report(self._report)

    def _wait(self, timeout):
        if not self._ended.wait(timeout):
            raise TimeoutError("%s is still under way after %s s; it goes on" % (self.algorithm, timeout))

    def on_done(self, callback):
        """Has a function called with this run when it has ended, by another thread; at once if it has."""
        with self._lock:
            if not self._ended.is_set():
                self._callbacks.append(callback)
                return
        self._call(callback)

    def __await__(self):
        import asyncio
        loop = asyncio.get_running_loop()
        ended = loop.create_future()

        def tell(_run):
            try:
                loop.call_soon_threadsafe(lambda: ended.done() or ended.set_result(None))
            except RuntimeError:
                # the loop is closed, and nobody waits any more
                pass

        self.on_done(tell)
        try:
            yield from ended
        except asyncio.CancelledError:
            self.cancel()
            raise
        return self.result()

    def __repr__(self):
        words = "<%s: %s" % (self.algorithm, self._state)
        if not self.done() and self._progress.fraction is not None:
            words += ", %d %%" % round(100 * self._progress.fraction)
        return words + ">"

    def _repr_html_(self):
        from mantle.display import run_html
        return run_html(self)

    def show(self, interval=0.2):
        """Shows a bar until the run has ended, and returns its outputs; Ctrl-C leaves the bar, and the run goes on."""
        from mantle.display import ProgressBar
        bar = ProgressBar(delay=0)
        try:
            while not self._ended.wait(interval):
                bar.show(self._progress)
        finally:
            bar.close()
        return self.result()
