"""The process of one plugin: imports it, and serves the host over standard input and output.

The first message to the host says whether the plugin could be imported. Then, one at a time, come calls (`declare`, `validate`, `run`), of
which each ends with a message `ended`. While a run goes on, it says `log` and `progress`, and asks (`ask`) the host for parts of the run.
"""
import faulthandler
import importlib.util
import io
import os
import queue
import signal
import sys
import threading
import traceback
from importlib.machinery import SourceFileLoader

from mantle import _host, _wire
from mantle import algorithm as authors
from mantle.errors import HostError, InvalidProperty, UnknownAlgorithm, problem_of_json

# after which a run that does not look whether it was cancelled gets an exception, in seconds
_PATIENCE = 1.0
# what is told of the lines through which an error went
_MOST_LINES = 50


def _guard():
    """Makes a process that ends this one, with all that it has started, when the host is gone: whatever they are busy with."""
    import select

    os.setpgid(0, 0)
    ours, held = os.pipe()
    if os.fork():
        os.close(ours)
        # closed by the end of this process alone
        return
    os.close(held)
    os.close(1)
    os.close(2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ends = select.poll()
    # the end of a pipe is told without being asked for, and what is in it is not ours to read
    ends.register(0, 0)
    ends.register(ours, 0)
    ends.poll()
    os.killpg(0, signal.SIGKILL)


class _Said(io.TextIOBase):
    """Takes what the plugin prints, and says it line by line."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, host):
        self._host = host
        self._rest = ""
        self._lock = threading.RLock()
        self.buffer = open(2, "wb", buffering=0, closefd=False)

    def writable(self):
        return True

    def fileno(self):
        return 2

    def write(self, text):
        with self._lock:
            *lines, self._rest = (self._rest + text).split("\n")
            if len(self._rest) > 8000:
                lines.append(self._rest)
                self._rest = ""
            for line in lines:
                self._say(line)
        return len(text)

    def finish(self):
        with self._lock:
            if self._rest:
                self._say(self._rest)
            self._rest = ""

    def _say(self, line):
        run = self._host.run
        if run is not None and self._host.is_own_process():
            run.log("info", line.rstrip("\r"))
        else:
            os.write(2, line.encode("utf-8", "replace") + b"\n")


class _PartsOfRun:
    """The host as functions of mantle.simpleapi see it in a run: what they run is a part of it. Like a connection; see mantle._connection."""

    is_open = True
    registry = 0

    def __init__(self, run):
        self._run = run

    def send(self, message):
        """Makes a call and returns its answer, for which nobody has to wait."""
        call = message["call"]
        name = message.get("algorithm")
        if call not in ("describe", "help", "run"):
            raise HostError("in an algorithm there is no call \"%s\"%s: call a function of mantle.simpleapi, which runs it as a part, "
                            "or use createChildAlgorithm" % (call, " of " + name if name else ""))
        if self._run is None:
            raise HostError("%s is called where nothing runs: call it in PyExec" % name)
        version = message.get("version", -1)
        if call == "run":
            answer = self._run.ask("run", name=name, version=version, inputs=message["inputs"])
            return {"report": dict(answer["report"], number=answer.get("number"))}
        described = self._run.ask("describe", name=name, version=version)
        return {"result": described["description" if call == "describe" else "help"]}

    def wait(self, answer):
        return answer

    def cancel(self, answer):
        """Does nothing: a part is cancelled with its run."""

    forget = cancel


class _Run:
    """One run, as its algorithm sees it."""

    def __init__(self, host):
        self._host = host
        self._ended = False
        self._asking = threading.Lock()
        self.cancelled = False
        self.has_told_cancellation = False

    def tell_cancelled(self):
        """Returns whether the run was cancelled, which then is known to the algorithm."""
        self.has_told_cancellation = self.has_told_cancellation or self.cancelled
        return self.cancelled

    def log(self, level, text):
        self._send({"log": level, "text": text})

    def progress(self, fraction, message):
        self._send({"progress": fraction, "message": message})

    def ask(self, what, **content):
        """Asks the host, and waits for its answer."""
        content["ask"] = what
        with self._asking:
            self._send(content)
            answer = self._host.answers.get()
        error = answer.get("error")
        if error is None:
            return answer
        if error["kind"] == "cancelled":
            raised = authors.RunCancelled()
        elif error["kind"] == "refused":
            raised = InvalidProperty(error["message"], map(problem_of_json, error.get("problems", ())))
        elif error["kind"] == "unknown":
            raised = UnknownAlgorithm(error["message"])
        else:
            raised = RuntimeError(error["message"])
        raised._mantle_number = error["number"]
        raise raised

    def _send(self, message):
        if not self._ended:
            self._host.send(message)

    def end(self):
        self._ended = True


class _Host:
    """The connection to the host."""

    def __init__(self):
        self._own = os.getpid()
        incoming = os.dup(0)
        self._writer = _wire.Writer(os.dup(1))
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        # whatever else writes to standard output does not come among the messages
        os.dup2(2, 1)
        self.calls = queue.SimpleQueue()
        self.answers = queue.SimpleQueue()
        self.run = None
        self.is_interruptible = False
        self._reader = _wire.Reader(incoming, lambda stray: None)
        threading.Thread(target=self._read, name="mantle-host", daemon=True).start()

    def is_own_process(self):
        return os.getpid() == self._own

    def send(self, message):
        if not self.is_own_process():
            raise RuntimeError("a process that was forked from that of a run cannot speak with the host")
        try:
            self._writer.write(message)
        except OSError:
            # the host is gone, and so will this process be
            pass

    def _read(self):
        while True:
            message = self._reader.read()
            if message is None:
                os._exit(1)
            if "answer" in message:
                self.answers.put(message["answer"])
            elif "cancel" in message:
                self._cancel()
            else:
                # before the call is taken up: it may be cancelled right away
                self.run = _Run(self) if message["call"] == "run" else None
                self.calls.put(message)

    def _cancel(self):
        run = self.run
        if run is not None:
            run.cancelled = True
            timer = threading.Timer(_PATIENCE, self._interrupt)
            timer.daemon = True
            timer.start()

    def _interrupt(self):
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        else:
            import _thread

            _thread.interrupt_main()

    def interrupted(self, *_):
        if self.is_interruptible:
            raise authors.RunCancelled()


class _Loader(SourceFileLoader):
    """Loads the source itself: what was compiled before is told by a time in whole seconds, and a file may change twice in one."""

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class _Plugin:
    """The imported file or package."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.folder = os.path.dirname(self.path)
        stem = os.path.splitext(os.path.basename(self.path))[0]
        is_package = os.path.isdir(self.path)
        # the name of a library is that library's, also for whom the plugin imports
        is_free = stem.isidentifier() and importlib.util.find_spec(stem) is None
        self.name = stem if is_free else "mantle_plugin_" + "".join(c if c.isalnum() else "_" for c in stem)
        main = os.path.join(self.path, "__init__.py") if is_package else self.path
        # helpers beside the plugin, after all libraries
        sys.path.append(self.folder)
        sys.dont_write_bytecode = True
        spec = importlib.util.spec_from_file_location(
            self.name,
            main,
            loader=_Loader(self.name, main),
            submodule_search_locations=[self.path] if is_package else None,
        )
        module = importlib.util.module_from_spec(spec)
        sys.modules[self.name] = module
        spec.loader.exec_module(module)

    def classes(self):
        subscribed = list(authors.AlgorithmFactory._classes)
        return subscribed or [each for each in _below(authors.PythonAlgorithm) if self._is_own(each)]

    def _is_own(self, algorithm):
        module = algorithm.__module__
        is_here = module == self.name or module.startswith(self.name + ".")
        has_body = algorithm.PyExec is not authors.PythonAlgorithm.PyExec
        return is_here and has_body and not algorithm.__name__.startswith("_")

    def place(self, file, line):
        """Returns a line of a file, in words for people."""
        shown = os.path.relpath(file, self.folder) if self.owns(file) else os.path.basename(file)
        return "%s:%d" % (shown, line or 1)

    def owns(self, file):
        return os.path.abspath(file).startswith(self.folder + os.sep)


def _below(parent):
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def _failure(error, path, plugin):
    """Returns what was raised as data: words for people with the line of the author's, and the lines through which it went."""
    frames = traceback.extract_tb(error.__traceback__)
    own = os.path.dirname(os.path.abspath(__file__)) + os.sep
    frames = [each for each in frames if not each.filename.startswith((own, "<"))]
    if isinstance(error, SyntaxError) and error.filename and os.path.isfile(error.filename):
        words = "%s: %s" % (type(error).__name__, error.msg)
        place = (error.filename, error.lineno)
    else:
        words = _words(error)
        theirs = [each for each in frames if _is_below(each.filename, path)] or frames
        place = (theirs[-1].filename, theirs[-1].lineno) if theirs else None
    if place is not None:
        shown = plugin.place(*place) if plugin else "%s:%d" % (os.path.basename(place[0]), place[1] or 1)
        words += ", at " + shown
    failure = {"words": words, "trace": [[each.name, each.filename, each.lineno or 0] for each in frames[: -_MOST_LINES - 1 : -1]]}
    cause = error
    for _ in range(50):
        if cause is None:
            break
        if getattr(cause, "_mantle_number", None) is not None:
            failure["thrown"] = cause._mantle_number
            failure["isItself"] = cause is error
            break
        cause = cause.__cause__ or cause.__context__
    return failure


def _is_below(file, path):
    file = os.path.abspath(file)
    return file == path or file.startswith(os.path.dirname(path) + os.sep)


def _words(error):
    try:
        said = str(error).strip()
    except Exception:
        said = ""
    kind = type(error).__name__
    if isinstance(error, SystemExit):
        return "it called sys.exit(%s)" % said
    if not said:
        return kind
    # the others say little without their kind, such as KeyError
    speaks_for_itself = type(error) is RuntimeError or isinstance(error, OSError)
    return said if speaks_for_itself else "%s: %s" % (kind, said)


class _Service:
    """Answers the host's calls."""

    def __init__(self, host, plugin):
        self._host = host
        self._plugin = plugin
        self._said = []

    def serve(self):
        self._said = [sys.stdout, sys.stderr] = [_Said(self._host), _Said(self._host)]
        while True:
            call = self._host.calls.get()
            if call["call"] == "declare":
                ended = self._declare()
            else:
                ended = self._with(call)
            for said in self._said:
                said.finish()
            if self._host.run is not None:
                self._host.run.end()
            self._host.run = None
            # what was written past this process's own streams is complete up to here
            os.write(2, b"\x1e\n")
            self._send(ended)

    def _send(self, ended):
        try:
            self._host.send({"ended": ended})
        except ValueError as e:
            self._host.send({"ended": {"failed": {"words": "what it gave cannot be sent: %s" % e, "trace": []}}})

    def _declare(self):
        declared = []
        for each in self._plugin.classes():
            try:
                algorithm = self._made(each)
                description = algorithm._describe()
                _wire.encode(description)
                declared.append(description)
            except BaseException as e:
                # an author's code may raise anything, and harms no other class
                declared.append({"class": each.__name__, "failed": _failure(e, self._plugin.path, self._plugin)})
        return {"declared": declared}

    @staticmethod
    def _made(kind):
        algorithm = kind()
        if not hasattr(algorithm, "_properties"):
            raise TypeError("__init__ of %s does not call super().__init__()" % kind.__name__)
        algorithm.PyInit()
        return algorithm

    def _with(self, call):
        host = self._host
        before = threading.active_count()
        folder = os.getcwd()
        try:
            algorithm = self._find(call["algorithm"], call["version"])
            algorithm._take(call["inputs"], call["defaults"])
            if call["call"] == "validate":
                return {"problems": _problems(algorithm.validateInputs())}
            algorithm._run = host.run
            # one for each run: what was said of algorithms may have changed since the last
            _host.be_within(_PartsOfRun(host.run))
            host.is_interruptible = True
            try:
                algorithm.checkCancelled()
                algorithm.PyExec()
                if host.run.has_told_cancellation:
                    # it has left its work undone
                    raise authors.RunCancelled()
            finally:
                host.is_interruptible = False
                _host.be_within(_PartsOfRun(None))
            return {"outputs": algorithm._outputs()}
        except authors.RunCancelled as e:
            return {"cancelled": True, "thrown": getattr(e, "_mantle_number", None)}
        except BaseException as e:
            # an author's code may raise anything, and that fails its run only
            return {"failed": _failure(e, self._plugin.path, self._plugin)}
        finally:
            if threading.active_count() > before:
                # what goes on in the background is none of the next run's
                host.send({"spent": True})
            try:
                os.chdir(folder)
            except OSError:
                host.send({"spent": True})

    def _find(self, name, version):
        for each in self._plugin.classes():
            try:
                algorithm = self._made(each)
                if (algorithm.name(), algorithm.version()) == (name, version):
                    return algorithm
            except BaseException:
                # another one of the file, whose fault was told when it was declared
                continue
        raise RuntimeError("the file has no %s v%d any more; list the algorithms again" % (name, version))


def _problems(found):
    if not found:
        return {}
    if not isinstance(found, dict):
        raise TypeError("validateInputs gives a dict of names and messages, not " + type(found).__name__)
    return {str(name): str(message) for name, message in found.items()}


def _take_logging(host):
    """Says in the run's log what the plugin says by Python's own logging, if it uses that."""
    logging = sys.modules.get("logging")
    if logging is None:
        return

    class Handler(logging.Handler):
        def emit(self, record):
            run = host.run
            if run is None or not host.is_own_process():
                return
            levels = ((logging.ERROR, "error"), (logging.WARNING, "warning"), (logging.INFO, "info"))
            run.log(next((word for least, word in levels if record.levelno >= least), "debug"), self.format(record))

    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(Handler())


def main(path):
    """Serves the host until it is gone."""
    if hasattr(os, "fork"):
        _guard()
    host = _Host()
    signal.signal(signal.SIGINT, host.interrupted)
    _host.be_within(_PartsOfRun(None))
    faulthandler.enable(file=2, all_threads=False)
    try:
        plugin = _Plugin(path)
    except BaseException as e:
        # an author's code may raise anything, also at its import
        host.send({"failed": _failure(e, os.path.abspath(path), None)})
        return
    _take_logging(host)
    host.send({"ready": True})
    _Service(host, plugin).serve()
