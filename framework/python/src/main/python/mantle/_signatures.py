"""Signatures of algorithms, made from their declarations."""
from inspect import Parameter, Signature

from mantle._algorithms import python_name


def signature(description):
    """Returns the signature of an algorithm's function."""
    by_name = {each["name"]: each for each in description.inputs}
    parameters = []
    for name in description.positional:
        each = by_name[name]
        default = Parameter.empty if each["mandatory"] else None if each["secret"] else each["default"]
        parameters.append(Parameter(python_name(name), Parameter.POSITIONAL_OR_KEYWORD, default=default))
    taken = {parameter.name for parameter in parameters}
    for name, default in (("Version", None), ("EnableLogging", True), ("Progress", None)):
        parameters.append(Parameter(name + "_" if name in taken else name, Parameter.KEYWORD_ONLY, default=default))
    return Signature(parameters)
