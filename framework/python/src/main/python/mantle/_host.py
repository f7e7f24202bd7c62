"""The one host of this interpreter: found, started when first needed, and ended with it."""
import atexit
import os
import threading

from mantle._connection import HttpConnection, PipeConnection
from mantle.errors import HostError

_lock = threading.RLock()
_connection = None
_owner = None
_is_forked = False
_launcher = None
_within = None

FORKED = ("this process was forked from one that had its host of algorithms, which two cannot share; "
          "call mantle.shutdown() here first, then the next call starts a host of this process, "
          "or start processes with multiprocessing.set_start_method('spawn')")


def connection():
    """Returns the connection to the host; starts a host where there is none."""
    found = _connection
    if found is not None and found.is_open and _owner == os.getpid():
        return found
    return _new_connection()


def be_within(host):
    """Has all calls of this process go to the host whose algorithms it runs, in place of starting another one.

    host: what stands for that host, as a connection does
    """
    global _within
    _within = host


def is_within():
    """Returns whether this process runs the algorithms of a host."""
    return _within is not None


def _new_connection():
    global _connection, _owner
    if _within is not None:
        return _within
    with _lock:
        _require_no_fork()
        if _connection is not None and _connection.is_open:
            return _connection
        if isinstance(_connection, HttpConnection):
            # a host of one's own would be another one, with other rights
            raise HostError(_connection.why_lost())
        if _connection is not None:
            _connection.close()
        _connection = PipeConnection(launcher_command() + ["host"], dict(os.environ))
        _owner = os.getpid()
        return _connection


def _require_no_fork():
    if _is_forked or (_connection is not None and _owner != os.getpid()):
        raise HostError(FORKED)


def shutdown():
    """Ends the host of this interpreter; what runs is cancelled. The next call starts a new one."""
    global _connection, _owner, _is_forked
    with _lock:
        if _connection is not None and _owner == os.getpid():
            _connection.close()
        _connection = None
        _owner = None
        _is_forked = False


def configure(launcher):
    """Sets the launcher, such as /opt/mantle/bin/mantle, with which the next host is started.

    Without it the environment variable MANTLE names the launcher; else it is that of the distribution in which this package is, or the
    `mantle` on the PATH.
    """
    global _launcher
    _launcher = os.fspath(launcher)


def connect(file=None):
    """Joins the explorer that runs on this machine in place of starting a host: its objects and its history are shared with its page.

    file: what `mantle explorer` leaves for its owner; explorer.json in MANTLE_HOME, or in ~/.mantle
    """
    global _connection, _owner
    import json
    if file is None:
        home = os.environ.get("MANTLE_HOME") or os.path.join(os.path.expanduser("~"), ".mantle")
        file = os.path.join(home, "explorer.json")
    try:
        with open(file, encoding="utf-8") as text:
            place = json.load(text)
        joined = HttpConnection(place["address"], place.get("token"))
    except FileNotFoundError:
        raise HostError("no explorer runs: there is no \"%s\"; start \"mantle explorer\" first" % file) from None
    except (OSError, ValueError, KeyError) as e:
        raise HostError("\"%s\" does not say where an explorer is: %s" % (file, e)) from e
    with _lock:
        shutdown()
        _connection = joined
        _owner = os.getpid()
    from mantle import _algorithms
    _algorithms.call("names")


def launcher_command():
    """Returns the words that begin a command of Mantle."""
    # by the shell, for a package that was unpacked by a tool which marks no file as a program
    launcher = _find_launcher()
    return [launcher] if launcher.endswith(".cmd") else ["/bin/sh", launcher]


def _find_launcher():
    name = "mantle.cmd" if os.name == "nt" else "mantle"
    here = os.path.dirname(os.path.abspath(__file__))
    for launcher, origin in ((_launcher, "mantle.configure"), (os.environ.get("MANTLE"), "the environment variable MANTLE")):
        if launcher:
            if not os.path.isfile(launcher):
                raise HostError("%s names \"%s\" as the launcher of Mantle, where there is no file; "
                                "name the launcher, such as /opt/mantle/bin/mantle" % (origin, launcher))
            return launcher
    for home in (os.path.join(here, "_distribution"), os.path.join(here, "..", "..")):
        launcher = os.path.normpath(os.path.join(home, "bin", name))
        if os.path.isfile(launcher) and os.path.isdir(os.path.join(home, "lib")):
            return launcher
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        launcher = os.path.join(folder, name)
        if folder and os.path.isfile(launcher) and os.access(launcher, os.X_OK):
            return launcher
    raise HostError("Mantle is not found; set the environment variable MANTLE to its launcher, such as "
                    "/opt/mantle/bin/mantle, or call mantle.configure(launcher)")


def _in_forked_child():
    global _is_forked, _connection, _lock
    _lock = threading.RLock()
    if _connection is not None:
        # the host ends with the process that started it, and must not wait for this one to close the pipes, too
        _connection.abandon()
        _connection = None
        _is_forked = True


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_forked_child)
atexit.register(shutdown)
