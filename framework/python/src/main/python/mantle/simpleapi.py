"""One function for each algorithm: `from mantle.simpleapi import *`, and then `HashFile(File='scan.nxs')`.

Inputs are given by name, or by position: first those that every call needs, then the others. None means "not given". An algorithm with one
output returns it, one with several returns a named tuple, one with none returns None. Refused inputs are a ValueError, with everything that is
wrong in its `problems`; a run that fails is a RuntimeError. Each function has a `start`, which returns a run at once, and a `validate`.

Every call takes `Version`, `EnableLogging=False` and `Progress=function(fraction, message)` as well.
"""
from mantle import _host

_names = None
_told = set()


def _read_names():
    global _names
    # what a first call needs of this package is read while a host begins
    _host.connection()
    from mantle import _algorithms, _functions, results
    _names = {}
    for algorithm in _algorithms.call("names"):
        for name in [algorithm["name"]] + algorithm["aliases"]:
            _names.setdefault(_algorithms.python_name(name), name)
    _tell_faults()
    return _names


def _tell_faults():
    """Says what is wrong with plugins, whose algorithms are missed otherwise without a word."""
    from mantle import _algorithms
    for fault in _algorithms.call("faults"):
        words = (fault["source"], fault["message"])
        if words not in _told:
            _told.add(words)
            import logging
            logging.getLogger("mantle.host").warning("%s: %s", *words)


def __getattr__(name):
    if name == "AlgorithmManager":
        from mantle.api import AlgorithmManager
        return AlgorithmManager
    if _host.is_within():
        # while an algorithm is imported, no run goes on that could be asked
        import sys
        return _used_names(sys._getframe(1)) if name == "__all__" else _plain_function(name)
    if name == "__all__":
        return ["AlgorithmManager"] + sorted(_read_names())
    _require_plain(name)
    found = (_names or {}).get(name) or _read_names().get(name)
    from mantle import _algorithms
    if found is None:
        # the host knows names in any letter case, and says which is meant
        try:
            _algorithms.describe(name)
        except _algorithms.UnknownAlgorithm as e:
            import sys
            kind = ImportError if _imports(sys._getframe(1)) else AttributeError
            raise kind(str(e)) from None
        found = name
    from mantle._functions import function
    return function(found)


def _require_plain(name):
    if name.startswith("__"):
        raise AttributeError("module 'mantle.simpleapi' has no attribute %r" % name)


def _plain_function(name):
    _require_plain(name)
    from mantle._functions import function
    return function(name)


def _used_names(frame):
    """Returns the names for `import *` in a frame's module: those that it uses, and that nothing has bound so far."""
    import builtins
    import dis
    used = {"AlgorithmManager"}
    codes = [frame.f_code]
    for code in codes:
        codes.extend(each for each in code.co_consts if hasattr(each, "co_code"))
        used.update(each.argval for each in dis.get_instructions(code) if each.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    return sorted(used - set(frame.f_globals) - set(dir(builtins)))


def _imports(frame):
    """Returns whether a frame is at `from … import …`, which would say something else of an AttributeError."""
    import opcode
    return frame.f_code.co_code[frame.f_lasti] == opcode.opmap["IMPORT_FROM"]


def __dir__():
    return sorted(set(globals()) if _host.is_within() else set(__getattr__("__all__")) | set(globals()))
