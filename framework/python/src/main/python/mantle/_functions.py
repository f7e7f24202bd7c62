"""One function for each algorithm, made from its declaration."""
from mantle import _algorithms, runs
from mantle._algorithms import python_name

_functions = {}
_SPECIAL = ("Version", "EnableLogging", "Progress")


class AlgorithmFunction:
    """An algorithm as a function. What is known of it is asked for when it is first needed."""

    def __init__(self, name):
        self.__name__ = python_name(name)
        self.__qualname__ = self.__name__
        self.__module__ = "mantle.simpleapi"
        self._algorithm = name

    def __call__(self, /, *args, **kwargs):
        if args or not _SPECIAL_NAMES.isdisjoint(kwargs) or _algorithms.describe(self._algorithm).has_other_names:
            return self._arranged(args, kwargs, self._run)
        return runs.run(self._algorithm, None, kwargs)

    def _run(self, registry, inputs, version, logs, progress):
        return runs.run(self._algorithm, version, inputs, logs, progress, registry)

    def start(self, /, *args, **kwargs):
        """Starts the algorithm and returns its run at once; see mantle.runs.Run."""
        return self._arranged(args, kwargs, self._start)

    def _start(self, registry, inputs, version, logs, _progress):
        sent = _algorithms.sendable(self._algorithm, version, inputs)
        content = _algorithms.call_content(self._algorithm, version, sent, registry)
        return runs.Run(self._algorithm, version, dict(content, call="start"), logs)

    def validate(self, /, *args, **kwargs):
        """Returns what is wrong with inputs, a list of problems, without running anything."""
        return self._arranged(args, kwargs, self._validate)

    def _validate(self, registry, inputs, version, _logs, _progress):
        try:
            sent = _algorithms.sendable(self._algorithm, version, inputs)
        except _algorithms.InvalidProperty as e:
            return e.problems
        content = _algorithms.call_content(self._algorithm, version, sent, registry)
        return [_algorithms.problem_of_json(each) for each in _algorithms.call("validate", **content)]

    def _arranged(self, args, kwargs, make):
        """Makes a call with what was given in the order and the names of the declaration: once more if that has just changed."""
        try:
            return make(_algorithms.registry(), *self._arrange(args, kwargs))
        except _algorithms.Outdated:
            # what was said of it has been forgotten
            return make(_algorithms.registry(), *self._arrange(args, kwargs))

    def _arrange(self, args, kwargs):
        """Gives every input its name, and takes out what is about the call."""
        version = kwargs.get("Version")
        if version is not None and (type(version) is not int or version < 1):
            raise ValueError("Version is %r; give a whole number from 1, or leave it out for the newest" % (version,))
        description = _algorithms.describe(self._algorithm, version)
        declared = {each["name"].lower() for each in description.properties}
        special = {}
        inputs = {}
        for key, value in kwargs.items():
            if key in _SPECIAL and key.lower() not in declared:
                special[key] = value
            elif key[:-1] in _SPECIAL and key[-1] == "_" and key[:-1].lower() in declared:
                special[key[:-1]] = value
            elif key.lower() not in declared and key in description.keywords:
                inputs[description.keywords[key]] = value
            else:
                inputs[key] = value
        progress = special.get("Progress")
        if progress is not None and not callable(progress):
            raise TypeError("Progress is %r; give a function that takes a fraction and a message" % (progress,))
        if args:
            self._take_positional(description, args, inputs)
        return inputs, special.get("Version"), special.get("EnableLogging", True), progress

    def _take_positional(self, description, args, inputs):
        given = {name.lower() for name in inputs}
        aliases = {alias.lower(): each["name"].lower() for each in description.inputs for alias in each["aliases"]}
        given |= {aliases[name] for name in given if name in aliases}
        free = [name for name in description.positional if name.lower() not in given]
        if len(args) > len(free):
            raise TypeError("%s takes %d more inputs by position (%s), and %d are given; give the rest by name" % (
                self._algorithm, len(free), ", ".join(free), len(args)))
        inputs.update(zip(free, args))

    def __get__(self, instance, owner=None):
        # as a function has it; help() takes what has it for a routine
        return self

    @property
    def __doc__(self):
        return _algorithms.call("help", algorithm=self._algorithm)

    @property
    def __signature__(self):
        from mantle._signatures import signature
        return signature(_algorithms.describe(self._algorithm))

    def __repr__(self):
        return "<algorithm %s>" % self._algorithm

    def __reduce__(self):
        return function, (self._algorithm,)


_SPECIAL_NAMES = frozenset(_SPECIAL) | {name + "_" for name in _SPECIAL}


def function(name):
    """Returns the function of an algorithm, by its name or an alias."""
    found = _functions.get(name)
    if found is None:
        found = _functions[name] = AlgorithmFunction(name)
    return found
