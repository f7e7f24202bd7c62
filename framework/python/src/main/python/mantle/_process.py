"""The process of a host: its start and its end.

It needs little of Python's library, since the rest of this package is read while a host begins.
"""
import _signal
import os
import time

from mantle.errors import HostError


def words_of_status(status):
    """Returns how a process ended, by what `wait` returns."""
    return "ended with exit code %d" % status if status >= 0 else "was ended by " + _signal_name(-status)


def start(command, environment):
    """Starts a process, and returns its number and the descriptors of its standard input, output and error.

    Nothing else of this process is its own. Raises HostError where it cannot be started.
    """
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
            setsigmask=[], setsigdef=[_signal.SIGINT, _signal.SIGPIPE])
    except OSError as e:
        for descriptor in (end for pipe in pipes for end in pipe):
            os.close(descriptor)
        raise HostError("the host of the algorithms cannot be started: %s: %s" % (command[0], e.strerror)) from e
    for descriptor in (host_in, host_out, host_err):
        os.close(descriptor)
    return pid, to_host, from_host, told


_PROCESSES = {}


def wait(pid, seconds=None):
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
            os.kill(pid, _signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        # somebody else has waited for all children of this process
        return 0
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _ends_within(pid, seconds):
    until = time.monotonic() + seconds
    pause = 0.0005
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > until:
            return False
        # it is about to end, and whoever leaves the interpreter waits for it
        time.sleep(pause)
        pause = min(2 * pause, 0.02)
    return True


def kill(pid):
    """Kills a process, if it is there."""
    if pid in _PROCESSES:
        _PROCESSES[pid].kill()
    else:
        try:
            os.kill(pid, _signal.SIGKILL)
        except ProcessLookupError:
            pass


def _signal_name(number):
    import signal
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal %d" % number
