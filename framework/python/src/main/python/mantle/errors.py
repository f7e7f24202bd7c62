"""What can go wrong, as exceptions of Python's own kinds."""
from collections import namedtuple

Problem = namedtuple("Problem", "property code message allowed nearest")
Problem.__doc__ = """One thing that is wrong with the inputs of an algorithm.

property: the name of the property; empty where the inputs as a whole are meant
code: the kind, such as 'invalid', 'missing' or 'unknownProperty'
message: what is wrong, in words
allowed: the allowed values, as texts; empty where there is no closed list
nearest: the allowed value or the name that comes nearest to what was given, or None
"""


def problem_of_json(json):
    """Returns a problem that a host tells."""
    return Problem(json["property"], json["code"], json["message"], json["allowed"], json["nearest"])


class InvalidProperty(ValueError):
    """The inputs are refused, and nothing has run. `problems` has everything that is wrong with them."""

    def __init__(self, message, problems=()):
        super().__init__(message)
        self.problems = list(problems)

    def __reduce__(self):
        return type(self), (str(self), self.problems)


class UnknownProperty(InvalidProperty, TypeError):
    """The algorithm has no such property."""


class UnknownAlgorithm(ValueError):
    """There is no algorithm of that name or version."""


class AlgorithmFailed(RuntimeError):
    """The algorithm ran and failed.

    algorithm, version: what failed
    type: the kind of failure, by the simple name of its class
    code: what a program can tell the failure by, or None
    """

    def __init__(self, message, algorithm="", version=None, type="", code=None):
        super().__init__(message)
        self.algorithm = algorithm
        self.version = version
        self.type = type
        self.code = code

    def __reduce__(self):
        return AlgorithmFailed, (str(self), self.algorithm, self.version, self.type, self.code)


class AlgorithmCancelled(RuntimeError):
    """The run was cancelled."""


class HostError(RuntimeError):
    """The host of the algorithms cannot be started or reached, or has ended. The message says what to do."""
