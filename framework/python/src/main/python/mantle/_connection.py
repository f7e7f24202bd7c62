"""Connections to a host of algorithms: to a process of one's own over pipes, or to an explorer over HTTP."""
import itertools
import os
import select
import signal
import threading
import time
from _queue import Empty, SimpleQueue
from collections import deque

from mantle import _wire
from mantle.errors import HostError

_LAST_LINES = 20
_EXIT_SECONDS = 10


_LEAD = object()


class Pending:
    """A call that is under way: its number, and a queue of its events and of its end. None stands for a connection that was lost."""

    __slots__ = ("id", "messages")

    def __init__(self, number):
        self.id = number
        self.messages = SimpleQueue()


class PipeConnection:
    """A host in a process of its own, which ends with this one. Safe from many threads.

    Whoever waits for an answer reads, for all that wait: no thread of its own stands between the host and a call, which would take twice as
    long. The one that has its answer hands the reading on to another that waits.
    """

    # how often the host's algorithms had changed when it last answered
    registry = 0

    def __init__(self, command, environment):
        self._numbers = itertools.count(1)
        self._pending = {}
        self._blocked = {}
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._is_torn = False
        self._has_answered = False
        self._released = deque()
        self._ending = None
        self._last_lines = []
        self._pid, to_host, from_host, told = _start(command, environment)
        self._descriptors = [to_host, from_host, told]
        self._to_host = to_host
        self._writer = _wire.Writer(to_host)
        self._reader = _wire.Reader(from_host, self._stray)
        if os.name == "posix":
            self._readable = select.poll()
            self._readable.register(from_host, select.POLLIN)
        self._told = threading.Thread(target=self._pump, args=(told,), name="mantle-host-log", daemon=True)
        self._told.start()
        if os.name != "posix":
            # there, Ctrl-C interrupts no reading
            threading.Thread(target=self._read_on, name="mantle-host", daemon=True).start()

    @property
    def is_open(self):
        return self._ending is None

    def send(self, message):
        """Sends a call, a dict, and returns what is pending of it. Raises ValueError if the call has what JSON lacks."""
        pending = Pending(next(self._numbers))
        message["id"] = pending.id
        text = _wire.encode(message)
        with self._lock:
            if self._ending is not None:
                raise HostError(self._ending)
            self._pending[pending.id] = pending.messages
        self._write(text)
        while self._released:
            self.tell({"call": "release", "instance": self._released.popleft()})
        return pending

    def tell(self, message):
        """Sends a call whose answer nobody waits for. Where the host is gone, whoever waits for it sees that."""
        try:
            self._writer.write_text(_wire.encode(message))
        except OSError:
            pass

    def release(self, instance):
        """Has the host forget an instance, with the next call: this is called wherever the interpreter collects what is not used."""
        self._released.append(instance)

    def cancel(self, pending):
        """Asks the host to cancel the run of a call; its end comes as for any other."""
        self.tell({"call": "cancel", "of": pending.id})

    def wait(self, pending):
        """Waits for the next message of a call and returns it; None when the connection is lost."""
        messages = pending.messages
        while True:
            if self._reading.acquire(False):
                try:
                    self._lead(messages)
                finally:
                    self._reading.release()
                    self._hand_on()
                message = messages.get()
            else:
                message = self._wait_for_turn(messages)
            if message is not _LEAD:
                return message

    def _wait_for_turn(self, messages):
        """Waits until another has read a message of a certain queue, or leaves the reading to this thread."""
        with self._lock:
            self._blocked[id(messages)] = messages
        if not self._reading.locked():
            # it was released before this thread was known to wait
            with self._lock:
                self._blocked.pop(id(messages), None)
            return _LEAD
        message = None
        try:
            message = _get(messages)
        finally:
            with self._lock:
                was_called = self._blocked.pop(id(messages), None) is None
            if was_called and message is not _LEAD:
                # it goes away with what it waited for, and another is to read
                self._hand_on()
        return message

    def _hand_on(self):
        with self._lock:
            if self._blocked:
                self._blocked.popitem()[1].put(_LEAD)

    def forget(self, pending):
        """Drops what comes of a call for which nobody waits any more."""
        self._pending.pop(pending.id, None)

    def _lead(self, messages):
        """Reads, for all that wait, until something has come for a certain queue."""
        pending = self._pending
        while messages.empty():
            if self._is_torn:
                self._lose("was ended, since a signal interrupted the reading of an answer")
                return
            if not self._reader.has_some:
                self._await_readable()
            self._is_torn = True
            message = self._read()
            # else the handler of a signal has raised, and bytes may be lost
            self._is_torn = False
            if message is None:
                self._lose(None)
                return
            if not self._has_answered:
                self._note_answer()
            number = message.get("id")
            queue = pending.get(number) if "event" in message else pending.pop(number, None)
            if queue is not None:
                queue.put(message)

    def _note_answer(self):
        """Tells what was said before the first answer: of a host that cannot be started it is the reason."""
        self._has_answered = True
        for line in self._last_lines:
            _log_of_host(line)

    def _await_readable(self):
        """Waits where a signal may interrupt, and nothing is lost."""
        if os.name == "posix":
            self._readable.poll()

    def _read(self):
        while True:
            try:
                return self._reader.read()
            except ValueError as e:
                self._stray("half a message: %s" % e)

    def _read_on(self):
        """Reads in a thread of its own, for ever."""
        with self._reading:
            while self._ending is None:
                self._lead(SimpleQueue())

    def _write(self, text):
        try:
            self._writer.write_text(text)
        except OSError:
            # the host is gone
            self._lose(None)

    def _lose(self, why):
        """Tells all that wait that the host is gone."""
        if why is not None:
            _kill(self._pid)
        with self._lock:
            if self._ending is None:
                # one that has closed its output and lives on is of no use
                status = _wait(self._pid, _EXIT_SECONDS)
                self._told.join(1)
                self._ending = self._words_of_end(why or _words_of_status(status))
            lost = list(self._pending.values())
            self._pending.clear()
        for queue in lost:
            queue.put(None)

    def why_lost(self):
        """Returns why the connection was lost, in words."""
        return self._ending or "the host of the algorithms is gone"

    def _words_of_end(self, how):
        said = "\n".join(line for line in self._last_lines if line.strip())
        if "UnsupportedClassVersionError" in said:
            said = ("the Java that was found is too old for Mantle, which needs Java 17 or newer: install one, "
                    "and set JAVA_HOME to it")
        if not self._has_answered:
            return "the host of the algorithms cannot be started: it %s%s" % (how, ". It said:\n" + said if said else "")
        return ("the host of the algorithms %s; what ran may be half done, and objects in its memory are gone. "
                "The next call starts a new host%s" % (how, ". It said last:\n" + said if said else ""))

    def _stray(self, text):
        self._tell("something printed to the host's standard output: " + text)

    def _pump(self, descriptor):
        with os.fdopen(descriptor, "rb", closefd=False) as lines:
            for line in lines:
                self._tell(line.decode("utf-8", "replace").rstrip())

    def _tell(self, line):
        self._last_lines = (self._last_lines + [line])[-_LAST_LINES:]
        if self.is_open and self._has_answered:
            _log_of_host(line)

    def close(self, why="the host of the algorithms was shut down; the next call starts a new one"):
        """Ends the host: its runs are cancelled. It is killed where it does not end within some seconds."""
        with self._lock:
            had_ended = self._ending is not None
            self._ending = self._ending or why
            lost = list(self._pending.values())
            self._pending.clear()
        self._descriptors.remove(self._to_host)
        self._writer.close()
        if not had_ended:
            _wait(self._pid, _EXIT_SECONDS)
        for queue in lost:
            queue.put(None)
        for descriptor in list(self._descriptors):
            self._close(descriptor)

    def abandon(self):
        """Forgets a host that belongs to the process from which this one was forked."""
        self._ending = "forked"
        for descriptor in list(self._descriptors):
            self._close(descriptor)

    def _close(self, descriptor):
        if descriptor in self._descriptors:
            self._descriptors.remove(descriptor)
            os.close(descriptor)


def _log_of_host(line):
    import logging
    logging.getLogger("mantle.host").warning("%s", line)


def _get(messages):
    if os.name == "posix":
        return messages.get()
    while True:
        # there, Ctrl-C interrupts no waiting without an end
        try:
            return messages.get(timeout=0.2)
        except Empty:
            pass


def _words_of_status(status):
    return "ended with exit code %d" % status if status >= 0 else "was ended by " + _signal_name(-status)


def _start(command, environment):
    """Starts a process, and returns its number, its standard input, output and error. Nothing else of this process is its own."""
    if os.name != "posix":
        import subprocess
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP)
        ends = [os.dup(stream.fileno()) for stream in (process.stdin, process.stdout, process.stderr)]
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()
        _PROCESSES[process.pid] = process
        return (process.pid, *ends)
    pipes = [os.pipe() for _ in range(3)]
    (host_in, to_host), (from_host, host_out), (told, host_err) = pipes
    try:
        # a process group of its own: Ctrl-C at the terminal is this process's to handle
        pid = os.posix_spawnp(
            command[0], command, environment, setpgroup=0,
            file_actions=[(os.POSIX_SPAWN_DUP2, host_in, 0), (os.POSIX_SPAWN_DUP2, host_out, 1),
                          (os.POSIX_SPAWN_DUP2, host_err, 2)],
            setsigmask=[], setsigdef=[signal.SIGINT, signal.SIGPIPE])
    except OSError as e:
        for descriptor in itertools.chain.from_iterable(pipes):
            os.close(descriptor)
        raise HostError("the host of the algorithms cannot be started: %s: %s" % (command[0], e.strerror)) from e
    for descriptor in (host_in, host_out, host_err):
        os.close(descriptor)
    return pid, to_host, from_host, told


_PROCESSES = {}


def _wait(pid, seconds=None):
    """Waits for the end of a process, and returns its exit code; of one that a signal ended, the negative number of that.

    seconds: how long to wait before it is killed; None for as long as it takes
    """
    if pid in _PROCESSES:
        import subprocess
        process = _PROCESSES.pop(pid)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
    try:
        if seconds is not None and not _ends_within(pid, seconds):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        # somebody else has waited for all children of this process
        return 0
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _ends_within(pid, seconds):
    until = time.monotonic() + seconds
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def _kill(pid):
    if pid in _PROCESSES:
        _PROCESSES[pid].kill()
    else:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal %d" % number


class HttpConnection:
    """An explorer that runs on this machine, over HTTP. Safe from many threads."""

    # how often the host's algorithms had changed when it last answered
    registry = 0

    def __init__(self, address, token):
        from urllib.parse import urlsplit
        place = urlsplit(address)
        self._place = (place.hostname, place.port)
        self._token = token
        self._numbers = itertools.count(1)
        self._ending = None
        self._released = deque()
        # the explorer serves many programs
        self._name = os.urandom(12).hex()

    @property
    def is_open(self):
        return self._ending is None

    def send(self, message):
        while self._released:
            self.tell({"call": "release", "instance": self._released.popleft()})
        if self._ending is not None:
            raise HostError(self._ending)
        pending = Pending("%s-%d" % (self._name, next(self._numbers)))
        message["id"] = pending.id
        body = _wire.encode(message)
        response = self._post(body)
        if message["call"] in ("run", "start", "execute"):
            threading.Thread(
                target=self._read, args=(response, pending.messages), name="mantle-explorer", daemon=True).start()
        else:
            self._read(response, pending.messages)
        return pending

    def tell(self, message):
        self._read(self._post(_wire.encode(message)), SimpleQueue())

    def release(self, instance):
        self._released.append(instance)

    def cancel(self, pending):
        self.tell({"call": "cancel", "of": pending.id})

    def _post(self, body):
        import http.client
        connection = http.client.HTTPConnection(*self._place)
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = "Bearer " + self._token
        try:
            connection.request("POST", "/python/call", body.encode("ascii"), headers)
            response = connection.getresponse()
        except (OSError, http.client.HTTPException) as e:
            self._ending = ("the explorer at %s:%s cannot be reached (%s); start \"mantle explorer\" and call "
                            "mantle.connect() again" % (*self._place, e))
            raise HostError(self._ending) from e
        if response.status != 200:
            words = response.read().decode("utf-8", "replace")
            connection.close()
            raise HostError("the explorer refuses the call (%d): %s" % (response.status, _words(words)))
        return response

    def _read(self, response, messages):
        import json
        ended = False
        try:
            for line in response:
                if line.startswith(b"data:"):
                    message = json.loads(line[5:])
                    messages.put(message)
                    if "event" not in message:
                        ended = True
                        break
        except (OSError, ValueError):
            pass
        finally:
            response.close()
        if not ended:
            messages.put(None)

    def wait(self, pending):
        return _get(pending.messages)

    def forget(self, pending):
        pass

    def why_lost(self):
        return self._ending or ("the explorer ended in the middle of the call; what ran may be half done. "
                                "Start \"mantle explorer\" and call mantle.connect() again")

    def close(self, why="the connection was closed; the next call starts a host of its own"):
        self._ending = why

    def abandon(self):
        self._ending = "forked"


def _words(body):
    import json
    try:
        problem = json.loads(body)
        return problem.get("detail") or problem.get("title") or body
    except ValueError:
        return body.strip()[:500]


