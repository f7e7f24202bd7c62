"""One function for each algorithm: `from mantle.simpleapi import *`, and then `HashFile(File='scan.nxs')`.

Inputs are given by name, or by position: first those that every call needs, then the others. None means "not given". An algorithm with one
output returns it, one with several returns a named tuple, one with none returns None. Refused inputs are a ValueError, with everything that is
wrong in its `problems`; a run that fails is a RuntimeError. Each function has a `start`, which returns a run at once, and a `validate`.

Every call takes `Version`, `EnableLogging=False` and `Progress=function(fraction, message)` as well.
"""
from mantle import _host

_names = None


def _read_names():
    global _names
    # what a first call needs of this package is read while a host begins
    _host.connection()
    from mantle import _algorithms, _functions, results
    _names = {}
    for algorithm in _algorithms.call("names"):
        for name in [algorithm["name"]] + algorithm["aliases"]:
            _names.setdefault(_algorithms.python_name(name), name)
    return _names


def __getattr__(name):
    if name == "__all__":
        return ["AlgorithmManager"] + sorted(_read_names())
    if name == "AlgorithmManager":
        from mantle.api import AlgorithmManager
        return AlgorithmManager
    if name.startswith("__"):
        raise AttributeError("module 'mantle.simpleapi' has no attribute %r" % name)
    found = (_names or {}).get(name) or _read_names().get(name)
    from mantle import _algorithms
    if found is None:
        # the host knows names in any letter case, and says which is meant
        try:
            _algorithms.describe(name)
        except _algorithms.UnknownAlgorithm as e:
            raise AttributeError(str(e)) from None
        found = name
    from mantle._functions import function
    return function(found)


def __dir__():
    return sorted(set(__getattr__("__all__")) | set(globals()))
