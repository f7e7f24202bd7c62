"""Mantle for Python: algorithms by name, with checked inputs, on this machine and on remote compute resources.

    from mantle.simpleapi import *
    SCARFTomoReconstruction(UserName='foouser', Action='JobStatus')

The algorithms run in a host, a Java process that is started with the first call and ends with the interpreter. `mantle.connect()` joins an
explorer that runs instead.
"""
from mantle._host import configure, connect, shutdown
from mantle.errors import (AlgorithmCancelled, AlgorithmFailed, HostError, InvalidProperty, Problem, UnknownAlgorithm,
                           UnknownProperty)

__version__ = "0.1.0"
__all__ = ["AlgorithmCancelled", "AlgorithmFailed", "HostError", "InvalidProperty", "Problem", "UnknownAlgorithm",
           "UnknownProperty", "configure", "connect", "history", "objects", "run", "shutdown", "start"]


def run(name, /, *args, **inputs):
    """Runs an algorithm by name, as its function in mantle.simpleapi does."""
    from mantle._functions import function
    return function(name)(*args, **inputs)


def start(name, /, *args, **inputs):
    """Starts an algorithm by name and returns its run at once; see mantle.runs.Run."""
    from mantle._functions import function
    return function(name).start(*args, **inputs)


def history(last=20):
    """Returns what ran lately, the newest last; a list that is shown as a table."""
    from mantle.results import history_of_json
    from mantle._algorithms import call
    return history_of_json(call("history", last=last))


def objects():
    """Returns the names of the objects that runs have left in the host's memory."""
    from mantle._algorithms import call
    return call("objects")
