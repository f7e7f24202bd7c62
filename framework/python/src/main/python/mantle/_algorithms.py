"""Calls to the host, and algorithms as the host describes them."""
import keyword
import re

from mantle import _host
from mantle._interrupts import Interrupts
from mantle._values import inputs_to_json, reader
from mantle.errors import (AlgorithmCancelled, AlgorithmFailed, HostError, InvalidProperty, UnknownAlgorithm, UnknownProperty,
                           problem_of_json)


def call(name, /, **content):
    """Makes a call that is answered at once, and returns its result."""
    content["call"] = name
    connection = _host.connection()
    with Interrupts() as interrupts:
        pending = connection.send(content)
        answer = interrupts.wait(connection, pending)
    if answer is None:
        raise HostError(connection.why_lost())
    heed(connection, answer)
    if "error" in answer:
        raise of_error(answer["error"])
    return answer["result"]


class Outdated(RuntimeError):
    """A call rests on what was said of an algorithm that has changed since; it is to be made again."""


def heed(connection, answer):
    """Forgets what the host said of its algorithms, if the end of a call says that they have changed since."""
    changes = answer.get("registry", 0)
    if changes != connection.registry:
        connection.registry = changes
        _descriptions.clear()


def registry():
    """Returns the state of the host's algorithms as it is known here."""
    return _host.connection().registry


def of_error(error):
    """Returns the exception for a call that the host could not answer."""
    if error["type"] == "OutdatedCall":
        return Outdated(error["message"])
    if error["type"] == "UnknownAlgorithmException":
        return UnknownAlgorithm(error["message"])
    return RuntimeError(error["message"])


def of_report(report):
    """Returns the exception for a run that did not complete."""
    error = report["error"]
    name = report["algorithm"]
    status = report["status"]
    if status == "Cancelled":
        return AlgorithmCancelled(error["message"])
    if status == "Failed":
        if error["type"] == "RejectedExecutionException":
            return HostError(error["message"])
        words = "%s v%s failed: %s" % (name, report["version"], error["message"])
        failed = AlgorithmFailed(words, name, report["version"], error["type"], error.get("code"))
        # of a part of a run, by which the host knows what it has thrown there
        failed._mantle_number = report.get("number")
        return failed
    if not report["problems"]:
        return UnknownAlgorithm(error["message"])
    return of_problems(name, [problem_of_json(each) for each in report["problems"]])


def of_problems(name, problems):
    """Returns the exception for inputs that are refused."""
    kind = UnknownProperty if all(each.code == "unknownProperty" for each in problems) else InvalidProperty
    return kind("\n".join(_line(name, each) for each in problems), problems)


def sendable(name, version, inputs):
    """Returns inputs as they are sent. Raises what a call would if some of them cannot be sent, with what is wrong with the others."""
    sent, problems = inputs_to_json(inputs)
    if problems:
        unsent = {each.property.lower() for each in problems}
        found = call("validate", **call_content(name, version, sent))
        raise of_problems(name, problems + [each for each in map(problem_of_json, found) if each.property.lower() not in unsent])
    return sent


def call_content(name, version, inputs, registry=None):
    """Returns what a message about a call of an algorithm has in it.

    registry: the state of the host's algorithms on which the call rests; None where it rests on nothing
    """
    content = {"algorithm": name, "inputs": inputs}
    if version is not None:
        content["version"] = version
    if registry is not None:
        content["registry"] = registry
    return content


def _line(name, each):
    line = "%s%s: %s" % (name, "." + each.property if each.property else "", each.message)
    if each.nearest and each.nearest not in each.message:
        return line + "; did you mean %s?" % each.nearest
    if each.allowed and not each.nearest and not all(value in each.message for value in each.allowed):
        return line + " (allowed: %s)" % ", ".join(each.allowed)
    return line


def python_name(name):
    """Returns a name that Python can write: with an underscore behind it where it is a keyword, and underscores for other characters."""
    plain = re.sub(r"\W", "_", name)
    if not plain or plain[0].isdigit():
        plain = "_" + plain
    return plain + "_" if keyword.iskeyword(plain) else plain


class Description:
    """What the host says of one version of an algorithm. Immutable."""

    def __init__(self, json):
        self.json = json
        self.name = json["name"]
        self.version = json["version"]
        self.properties = json["properties"]
        self.inputs = [each for each in self.properties if each["direction"] != "Output"]
        self.outputs = [each for each in self.properties if each["direction"] != "Input"]
        self.keywords = {python_name(each["name"]): each["name"] for each in self.inputs}
        self.has_other_names = any(written != name for written, name in self.keywords.items())
        self._readers = {each["name"].lower(): reader(each["schema"]) for each in self.properties}
        # what stands where no name is given: first what every run needs
        required = [each["name"] for each in self.inputs if each["mandatory"]]
        self.positional = required + [each["name"] for each in self.inputs if not each["mandatory"]]
        self._plans = {}

    def result(self, outputs):
        """Returns the outputs of a run: none, the one that there is, or a named tuple."""
        names = tuple(outputs)
        plan = self._plans.get(names)
        if plan is None:
            plan = self._plans[names] = self._plan(outputs)
        fields, made, readers = plan
        values = list(outputs.values()) if fields == names else [outputs.get(name) for name in fields]
        for place, read in readers:
            values[place] = read(values[place])
        return made(values)

    def _plan(self, outputs):
        """Returns the names of the fields of a result, what makes it of their values, and what reads those that are no plain JSON."""
        fields = [each["name"] for each in self.outputs if not _is_left_out(each, outputs)]
        fields += [name for name in outputs if name not in fields]
        found = [(place, self._readers.get(name.lower())) for place, name in enumerate(fields)]
        readers = [(place, read) for place, read in found if read is not None]
        if not fields:
            return (), lambda values: None, readers
        if len(fields) == 1:
            return tuple(fields), lambda values: values[0], readers
        from mantle.results import result_type
        return tuple(fields), result_type(self.name, tuple(fields))._make, readers

    def value(self, name, json):
        """Returns the value of a property."""
        read = self._readers.get(name.lower())
        return json if read is None else read(json)


def _is_left_out(output, outputs):
    """An object that nobody asked for is not made."""
    return output["name"] not in outputs and output["storeMode"] == "optional_write"


_descriptions = {}


def describe(name, version=None):
    """Returns the description of an algorithm, its newest version if none is given."""
    connection = _host.connection()
    key = (name, version)
    known = _descriptions.get(key)
    if known is not None and known[0] is connection:
        return known[1]
    content = {"algorithm": name}
    if version is not None:
        content["version"] = version
    description = Description(call("describe", **content))
    _descriptions[key] = (connection, description)
    return description


def forget(name):
    """Forgets what was said of an algorithm that has changed."""
    for key in [key for key in _descriptions if key[0] == name]:
        del _descriptions[key]
