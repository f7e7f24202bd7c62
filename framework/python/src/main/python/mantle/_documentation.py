"""Help, signatures and type stubs, made from the declarations."""
import os
import textwrap

from mantle._algorithms import call, describe, python_name

_TYPES = {"string": "str", "number": "float", "boolean": "bool", "integer": "int"}


def documentation(description):
    """Returns what help() shows of an algorithm."""
    lines = [description.json["summary"], ""]
    for title, properties in (("Inputs", _required_first(description.inputs)),
                              ("Outputs", [each for each in description.outputs if each["direction"] == "Output"])):
        if properties:
            lines.append(title + ":")
            for each in properties:
                lines += _property(each)
            lines.append("")
    for deprecation in filter(None, [description.json["deprecation"]]):
        lines += ["Should not be used any more%s." % (
            "; use %s" % deprecation["replacement"] if deprecation["replacement"] else ""), ""]
    for each in description.json["preconditions"]:
        lines += ["Needs %s%s." % (each["name"], ", when " + each["when"] if each["when"] else ""), ""]
    if description.json["seeAlso"]:
        lines.append("See also: " + ", ".join(description.json["seeAlso"]))
    lines.append("Version %d; categories: %s" % (description.version, ", ".join(description.json["categories"])))
    return "\n".join(lines)


def _required_first(inputs):
    return sorted(inputs, key=lambda each: not each["mandatory"])


def _property(each):
    head = "%s (%s%s%s)" % (
        python_name(each["name"]), each["type"], ", needed" if each["mandatory"] else "",
        ", input and output" if each["direction"] == "InOut" else "")
    words = each["documentation"]
    if each["unit"]:
        words += " Unit: %s." % each["unit"]
    if each["allowedValues"]:
        words += " One of: %s." % ", ".join(each["allowedValues"])
    elif each["constraint"]:
        words += " Must be %s." % each["constraint"]
    for title, conditions in (("Needed when", each["requiredWhen"]), ("Counts when", each["visibleWhen"])):
        if conditions:
            words += " %s %s." % (title, "; ".join(conditions))
    if each["defaultRule"]:
        words += " Default: %s." % each["defaultRule"]
    elif not each["mandatory"] and each["direction"] != "Output" and each["default"] not in (None, "", []):
        words += " Default: %s." % (each["default"],)
    text = textwrap.wrap(words.strip(), 92, initial_indent="        ", subsequent_indent="        ")
    return ["    " + head] + text


def signature(description):
    """Returns the signature of an algorithm's function."""
    from inspect import Parameter, Signature
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


def write_stubs(folder):
    """Writes `simpleapi.pyi`, by which editors know all algorithms of the host; returns its path."""
    package = os.path.join(folder, "mantle-stubs")
    os.makedirs(package, exist_ok=True)
    path = os.path.join(package, "simpleapi.pyi")
    with open(path, "w", encoding="utf-8") as file:
        file.write(stubs())
    with open(os.path.join(package, "py.typed"), "w", encoding="ascii") as file:
        # the rest is in the package itself (PEP 561)
        file.write("partial\n")
    return path


def stubs():
    """Returns type stubs of all algorithms of the host."""
    lines = ["# Made from the declarations of the algorithms; python -m mantle stubs FOLDER makes it anew.",
             "from typing import Any, Callable, List, NamedTuple, Optional, Sequence, Union", "",
             "from mantle.api import AlgorithmManager as AlgorithmManager",
             "from mantle.errors import Problem", "from mantle.runs import Run", ""]
    for algorithm in call("names"):
        lines += _stub(describe(algorithm["name"]), algorithm["aliases"])
    return "\n".join(lines) + "\n"


def _stub(description, aliases):
    name = python_name(description.name)
    result = _result(description)
    lines = []
    if len(description.outputs) > 1:
        lines += ["class %s(NamedTuple):" % result]
        lines += ["    %s: %s" % (python_name(each["name"]), _type(each, False)) for each in description.outputs]
        lines += [""]
    by_name = {each["name"]: each for each in description.inputs}
    parameters = ["self"]
    for each in map(by_name.get, description.positional):
        kind = _type(each, True)
        parameters.append("%s: %s" % (python_name(each["name"]), kind) if each["mandatory"]
                          else "%s: Optional[%s] = ..." % (python_name(each["name"]), kind))
    taken = {python_name(each["name"]) for each in description.inputs}
    special = ["*"] + ["%s: %s = ..." % (word + "_" if word in taken else word, kind) for word, kind in (
        ("Version", "Optional[int]"), ("EnableLogging", "bool"),
        ("Progress", "Optional[Callable[[Optional[float], str], object]]"))]
    given = ", ".join(parameters + special)
    lines += ["class _%s:" % name]
    for verb, returned in (("__call__", result), ("start", "Run"), ("validate", "List[Problem]")):
        lines += ["    def %s(%s) -> %s:" % (verb, given, returned)]
        text = documentation(description) if verb == "__call__" else ""
        lines += (["        \"\"\"" + _quoted(text).replace("\n", "\n        ").rstrip() + "\"\"\"", "        ..."] if text
                  else ["        ..."])
    lines += ["", "%s: _%s" % (name, name)]
    lines += ["%s: _%s" % (python_name(alias), name) for alias in aliases]
    return lines + [""]


def _quoted(text):
    return "\n".join(line.rstrip() for line in text.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"").split("\n"))


def _result(description):
    if not description.outputs:
        return "None"
    if len(description.outputs) == 1:
        return _type(description.outputs[0], False)
    return python_name(description.name) + "Result"


def _type(each, is_input):
    """Returns the type of a value by its JSON Schema."""
    return _schema_type(each["schema"], is_input)


def _schema_type(schema, is_input):
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    for option in schema.get("anyOf", []) + schema.get("oneOf", []):
        more = option.get("type", [])
        kinds += [more] if isinstance(more, str) else more
    if "array" in kinds:
        entry = _schema_type(schema.get("items", {}) if isinstance(schema.get("items"), dict) else {}, is_input)
        return "Union[str, Sequence[Any]]" if is_input else "List[%s]" % entry
    if "number" in kinds:
        return "float"
    if "integer" in kinds:
        return "int"
    if "boolean" in kinds:
        return "bool"
    if "string" in kinds:
        return "Any" if is_input and schema.get("format") in ("date-time", "path") else "str"
    return "Any"
