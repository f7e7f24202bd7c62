"""Algorithms written in Python, in the manner of Mantid: put the file into a folder of plugins.

    from mantle.algorithm import *

    class Scale(PythonAlgorithm):
        \"\"\"Multiplies numbers by a factor.\"\"\"

        def category(self):
            return "Arithmetic"

        def PyInit(self):
            self.declareProperty(FloatArrayProperty("Values"), "What is multiplied.")
            self.declareProperty("Factor", 2.0, "By what.")
            self.declareProperty(FloatArrayProperty("Result", direction=Direction.Output), "The products.")

        def PyExec(self):
            factor = self.getProperty("Factor").value
            self.setProperty("Result", [factor * value for value in self.getProperty("Values").value])

    AlgorithmFactory.subscribe(Scale)

The module needs nothing but CPython 3.9 or newer.
"""
import datetime
import math
import re

from mantle._values import read_moment

__all__ = [
    "AlgorithmFactory",
    "RunCancelled",
    "BoolArrayProperty",
    "BoolProperty",
    "ChoiceProperty",
    "CompositeRelation",
    "CompositeValidator",
    "DateTimeProperty",
    "DateTimeValidator",
    "DictProperty",
    "Direction",
    "DirectoryProperty",
    "EnabledWhenProperty",
    "FileAction",
    "FileProperty",
    "FloatArrayBoundedValidator",
    "FloatArrayLengthValidator",
    "FloatArrayMandatoryValidator",
    "FloatArrayOrderedPairsValidator",
    "FloatArrayProperty",
    "FloatBoundedValidator",
    "FloatListValidator",
    "FloatProperty",
    "IntArrayBoundedValidator",
    "IntArrayLengthValidator",
    "IntArrayMandatoryValidator",
    "IntArrayOrderedPairsValidator",
    "IntArrayProperty",
    "IntBoundedValidator",
    "IntListValidator",
    "IntProperty",
    "LogicOperator",
    "MultipleFileProperty",
    "Progress",
    "PropertyCriterion",
    "PythonAlgorithm",
    "RebinParamsValidator",
    "RegexValidator",
    "RequiredWhenProperty",
    "SecretProperty",
    "StringArrayLengthValidator",
    "StringArrayMandatoryValidator",
    "StringArrayProperty",
    "StringContainsValidator",
    "StringListValidator",
    "StringMandatoryValidator",
    "StringProperty",
    "VisibleWhenProperty",
]

_LEAST_INT = -(2**63)
_MOST_INT = 2**63 - 1


class RunCancelled(BaseException):
    """The run was cancelled. It is no Exception, so that nothing catches it by the way."""


class _Way(str):
    """A direction, which no text of an author's is taken for."""


class Direction:
    """Which way the value of a property goes."""

    Input = _Way("input")
    Output = _Way("output")
    InOut = _Way("inOut")


class FileAction:
    """What a run does with the file or directory that a property names."""

    Load = "LOAD"
    OptionalLoad = "OPTIONAL_LOAD"
    Save = "SAVE"
    OptionalSave = "OPTIONAL_SAVE"
    Directory = "DIRECTORY"
    WritableDirectory = "WRITABLE_DIRECTORY"
    OptionalDirectory = "OPTIONAL_DIRECTORY"


# --- values ---------------------------------------------------------------------------------------------------------------------------


def _text(value):
    if not isinstance(value, str):
        raise TypeError("needs a str, not " + _kind(value))
    return value


def _path(value):
    return _text(value.__fspath__() if hasattr(value, "__fspath__") else value)


def _integer(value):
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError("needs an int, not " + _kind(value))
    number = value.__index__()
    if not _LEAST_INT <= number <= _MOST_INT:
        raise ValueError("needs an int of 64 bits, from -2**63 to 2**63-1")
    return number


def _number(value):
    if isinstance(value, bool) or isinstance(value, str) or not (hasattr(value, "__float__") or hasattr(value, "__index__")):
        raise TypeError("needs a float, not " + _kind(value))
    try:
        number = float(value)
    except OverflowError:
        raise ValueError("needs a number that a float can hold") from None
    if number != number:
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def _truth(value):
    if isinstance(value, bool):
        return value
    # such as numpy's
    if type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    raise TypeError("needs a bool, not " + _kind(value))


def _moment(value):
    if not isinstance(value, datetime.datetime):
        raise TypeError("needs a datetime, not " + _kind(value))
    return value.isoformat()


def _plain(value):
    """Returns a value for a dict's tree of JSON, in which NaN is refused by the host."""
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise TypeError("needs keys that are str, not " + _kind(key))
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, (bool, str)):
        return value
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if hasattr(value, "__index__"):
        return _integer(value)
    return _number(value)


def _tree(value):
    if not isinstance(value, dict):
        raise TypeError("needs a dict, not " + _kind(value))
    return _plain(value)


def _kind(value):
    return type(value).__name__


def _each(convert, plain=None, is_plain=None):
    """Returns what converts each element; a list of nothing but a plain type is taken as a whole, if that finds it to be fit."""

    def elements(value):
        if hasattr(value, "tolist"):
            value = value.tolist()
        if plain is not None and type(value) is list and set(map(type, value)) == {plain} and is_plain(value):
            return list(value)
        if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__iter__"):
            raise TypeError("needs a list, not " + _kind(value))
        converted = []
        for element in value:
            try:
                converted.append(convert(element))
            except (TypeError, ValueError) as e:
                raise type(e)("has the element %d, which %s" % (len(converted) + 1, e)) from None
        return converted

    return elements


def _read_numbers(values):
    return list(values) if set(map(type, values)) == {float} else [float(value) for value in values]


class _Kind:
    """A kind of value: how it is given to the host, and read from what the host gives."""

    def __init__(self, word, write, read=None):
        self.word = word
        self.write = write
        self.read = read or (lambda value: value)


_KINDS = {
    kind.word: kind
    for kind in (
        _Kind("string", _text),
        _Kind("integer", _integer),
        _Kind("number", _number, float),
        _Kind("boolean", _truth),
        _Kind("strings", _each(_text), list),
        _Kind("integers", _each(_integer, int, lambda many: _LEAST_INT <= min(many) and max(many) <= _MOST_INT), list),
        _Kind("numbers", _each(_number, float, lambda many: all(map(math.isfinite, many))), _read_numbers),
        _Kind("booleans", _each(_truth), list),
        _Kind("file", _path),
        _Kind("files", _each(_each(_path))),
        _Kind("secret", _text),
        _Kind("dateTime", _moment, read_moment),
        _Kind("dict", _tree),
        # what a part of the run gives and this module has no kind for
        _Kind("json", _plain),
    )
}


def _shown(value):
    """Returns the text form of a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return ",".join("+".join(_shown(each) for each in one) if isinstance(one, list) else _shown(one) for one in value)
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return str(value)


# --- properties -----------------------------------------------------------------------------------------------------------------------


class Property:
    """One input or output, as it is declared and with its value.

    options: `group`, `unit`, `example`, `aliases` (old names), `mandatory` (a value must be given), `remember` (False keeps dialogs from
    offering the last value), `keepBlanks` (blanks around a text are part of it).
    """

    _OPTIONS = ("aliases", "example", "group", "keepBlanks", "mandatory", "remember", "unit")

    def __init__(self, kind, name, default=None, validator=None, direction=Direction.Input, **options):
        if not isinstance(name, str):
            raise TypeError("a property needs a name that is a str, not " + _kind(name))
        if isinstance(validator, _Way):
            # Mantid's typed properties take a direction in its place
            validator, direction = None, validator
        if validator is not None and not isinstance(validator, _Validator):
            raise TypeError("the validator of %s is %s; take one of mantle.algorithm" % (name, _kind(validator)))
        if not isinstance(direction, _Way):
            raise ValueError("the direction of %s is one of Direction.Input, Direction.Output and Direction.InOut" % name)
        for option in options:
            if option not in Property._OPTIONS:
                raise TypeError("%s has the option %s; there are %s" % (name, option, ", ".join(Property._OPTIONS)))
        self.name = name
        self.direction = direction
        self.documentation = ""
        self.isDefault = True
        self._kind = _KINDS[kind]
        self._default = self._written(default)
        self._validator = validator
        self._options = options
        self._details = {}
        self._conditions = {"visibleWhen": [], "requiredWhen": []}
        self._value = self._default
        self._is_set = False

    def _written(self, value):
        if value is None:
            return None
        try:
            return self._kind.write(value)
        except (TypeError, ValueError) as e:
            raise type(e)("the value of %s %s" % (self.name, e)) from None

    @property
    def value(self):
        """The value; None where there is none."""
        return None if self._value is None else self._kind.read(self._value)

    @property
    def valueAsStr(self):
        """The text form of the value."""
        return _shown(self.value)

    def _describe(self):
        described = {"name": self.name, "kind": self._kind.word, "direction": self.direction}
        if self._default is not None and not self._options.get("mandatory"):
            described["default"] = self._default
        if self._validator is not None:
            described["validator"] = self._validator._describe()
        if self.documentation:
            described["documentation"] = self.documentation
        for option, value in self._options.items():
            described[option] = self._written(value) if option == "example" else value
        for word, conditions in self._conditions.items():
            if conditions:
                described[word] = [condition._describe() for condition in conditions]
        described.update(self._details)
        return described


def _typed(kind, words):
    class Typed(Property):
        def __init__(self, name, defaultValue=None, validator=None, direction=Direction.Input, **options):
            super().__init__(kind, name, defaultValue, validator, direction, **options)

    Typed.__doc__ = words
    return Typed


def _typed_array(kind, words):
    class Typed(Property):
        def __init__(self, name, *given, values=None, defaultValue=None, validator=None, direction=Direction.Input, **options):
            default = defaultValue if values is None else values
            for each in given:
                if isinstance(each, _Way):
                    direction = each
                elif isinstance(each, _Validator):
                    validator = each
                elif each is not None:
                    default = each
            if isinstance(default, str):
                default = _elements(kind, name, default)
            super().__init__(kind, name, default, validator, direction, **options)

    Typed.__doc__ = words + (" Behind the name stand its values (a list, or a text with commas; also `values=`), a validator and a direction, each of "
                             "which may be left out.")
    return Typed


def _elements(kind, name, text):
    try:
        return _elements_of(kind, text)
    except (KeyError, ValueError):
        raise ValueError("the value of %s is %r, which is no list of %s" % (name, text, kind)) from None


def _elements_of(kind, text):
    """Returns the elements of a list that an author gives as a text."""
    parts = [each.strip() for each in text.split(",")] if text.strip() else []
    if kind == "integers":
        ranges = [re.fullmatch(r"(-?\d+)\s*-\s*(-?\d+)", each) for each in parts]
        return [number for each, found in zip(parts, ranges)
                for number in (range(int(found[1]), int(found[2]) + 1) if found else [int(each)])]
    if kind == "booleans":
        return [{"0": False, "false": False, "1": True, "true": True}[each.lower()] for each in parts]
    return [float(each) for each in parts] if kind == "numbers" else parts


StringProperty = _typed("string", "A text.")
IntProperty = _typed("integer", "A whole number of 64 bits.")
FloatProperty = _typed("number", "A floating-point number.")
BoolProperty = _typed("boolean", "A truth value.")
StringArrayProperty = _typed_array("strings", "A list of texts.")
IntArrayProperty = _typed_array("integers", "A list of whole numbers, in whose text form 2-5 is a range.")
FloatArrayProperty = _typed_array("numbers", "A list of floating-point numbers.")
BoolArrayProperty = _typed_array("booleans", "A list of truth values.")
DateTimeProperty = _typed("dateTime", "A date with a time: a datetime, which is in UTC when it is naive.")
DictProperty = _typed("dict", "A dict of texts, numbers, truth values, None, and lists and dicts of these.")
for _made, _name in (
    (StringProperty, "StringProperty"),
    (IntProperty, "IntProperty"),
    (FloatProperty, "FloatProperty"),
    (BoolProperty, "BoolProperty"),
    (StringArrayProperty, "StringArrayProperty"),
    (IntArrayProperty, "IntArrayProperty"),
    (FloatArrayProperty, "FloatArrayProperty"),
    (BoolArrayProperty, "BoolArrayProperty"),
    (DateTimeProperty, "DateTimeProperty"),
    (DictProperty, "DictProperty"),
):
    _made.__name__ = _made.__qualname__ = _name


class ChoiceProperty(Property):
    """One text out of a list, the first of them when no default is given."""

    def __init__(self, name, choices, defaultValue=None, direction=Direction.Input, **options):
        choices = list(choices)
        if defaultValue is None and choices and not options.get("mandatory") and direction != Direction.Output:
            defaultValue = choices[0]
        super().__init__("string", name, defaultValue, StringListValidator(choices), direction, **options)


class SecretProperty(Property):
    """A secret, such as a password: an input that is never shown, remembered or recorded."""

    def __init__(self, name, **options):
        super().__init__("secret", name, **options)


class FileProperty(Property):
    """The path of one file or directory; the value is the full path."""

    def __init__(self, name, defaultValue="", action=FileAction.Load, extensions=(), direction=Direction.Input, **options):
        if options.get("mandatory") or (defaultValue == "" and direction == Direction.Output):
            defaultValue = None
        super().__init__("file", name, defaultValue, None, direction, **options)
        self._details = {"mode": action, "extensions": [extensions] if isinstance(extensions, str) else list(extensions)}


class DirectoryProperty(FileProperty):
    """The path of a directory."""

    def __init__(self, name, defaultValue="", action=FileAction.Directory, direction=Direction.Input, **options):
        super().__init__(name, defaultValue, action, (), direction, **options)


class MultipleFileProperty(Property):
    """Several files that are read: a list of lists of paths, in each of which stand those that belong together."""

    def __init__(self, name, action=FileAction.Load, extensions=(), **options):
        super().__init__("files", name, **options)
        self._details = {"mode": action, "extensions": [extensions] if isinstance(extensions, str) else list(extensions)}


def _property_of(name, default, validator, direction, options):
    """Makes a property of the kind that its default has."""
    if hasattr(default, "tolist"):
        default = default.tolist()
    for kind, type_ in (("boolean", bool), ("integer", int), ("number", float), ("string", str), ("dict", dict)):
        if isinstance(default, type_):
            return Property(kind, name, default, validator, direction, **options)
    if isinstance(default, datetime.datetime):
        return Property("dateTime", name, default, validator, direction, **options)
    if isinstance(default, (list, tuple)) and default:
        for kind, types in (("booleans", (bool,)), ("integers", (int,)), ("numbers", (int, float)), ("strings", (str,))):
            if all(isinstance(each, types) for each in default):
                return Property(kind, name, default, validator, direction, **options)
    raise TypeError(
        "the kind of %s cannot be told by its default; declare one such as FloatArrayProperty(%r)" % (name, name)
    )


# --- validators -----------------------------------------------------------------------------------------------------------------------


class _Validator:
    """What is allowed, as data: the host checks it, and every face shows it."""

    def __init__(self, **data):
        self._data = data

    def _describe(self):
        return self._data


class StringMandatoryValidator(_Validator):
    """Refuses an empty text and an empty list."""

    def __init__(self):
        super().__init__(required=True)


StringArrayMandatoryValidator = StringMandatoryValidator
IntArrayMandatoryValidator = StringMandatoryValidator
FloatArrayMandatoryValidator = StringMandatoryValidator


class _Bounded(_Validator):
    """Allows numbers from a lower to an upper bound; `exclusive` leaves the bounds themselves out."""

    _write = staticmethod(_number)

    def __init__(self, lower=None, upper=None, exclusive=False):
        super().__init__()
        self._bounds = {"lower": None, "upper": None, "lowerExclusive": exclusive, "upperExclusive": exclusive}
        self.setBounds(lower, upper)

    def setBounds(self, lower, upper):
        self.setLower(lower)
        self.setUpper(upper)

    def setLower(self, lower):
        self._bounds["lower"] = None if lower is None else self._write(lower)

    def setUpper(self, upper):
        self._bounds["upper"] = None if upper is None else self._write(upper)

    def setExclusive(self, exclusive):
        self.setLowerExclusive(exclusive)
        self.setUpperExclusive(exclusive)

    def setLowerExclusive(self, exclusive):
        self._bounds["lowerExclusive"] = bool(exclusive)

    def setUpperExclusive(self, exclusive):
        self._bounds["upperExclusive"] = bool(exclusive)

    def _describe(self):
        return {"bounds": dict(self._bounds)}


class FloatBoundedValidator(_Bounded):
    __doc__ = _Bounded.__doc__


class IntBoundedValidator(_Bounded):
    __doc__ = _Bounded.__doc__
    _write = staticmethod(_integer)


class FloatArrayBoundedValidator(FloatBoundedValidator):
    """Allows lists whose numbers all lie between the bounds."""

    def _describe(self):
        return {"everyElement": super()._describe()}


class IntArrayBoundedValidator(IntBoundedValidator):
    """Allows lists whose numbers all lie between the bounds."""

    def _describe(self):
        return {"everyElement": super()._describe()}


class _OneOf(_Validator):
    """Allows the given values only, to which more can be added."""

    _write = staticmethod(_text)

    def __init__(self, allowed=()):
        super().__init__(oneOf=_each(self._write)(allowed))

    def addAllowedValue(self, value):
        self._data["oneOf"].append(self._write(value))


class StringListValidator(_OneOf):
    """Allows the given texts only."""


class IntListValidator(_OneOf):
    """Allows the given whole numbers only."""

    _write = staticmethod(_integer)


class FloatListValidator(_OneOf):
    """Allows the given numbers only."""

    _write = staticmethod(_number)


class StringContainsValidator(_Validator):
    """Allows texts in which all of the given ones occur."""

    def __init__(self, fragments):
        super().__init__(containsAll=_each(_text)(fragments))


class RegexValidator(_Validator):
    """Allows texts that a regular expression, in the dialect of Java, matches as a whole.

    words: what is allowed, in words that can follow "must be".
    """

    def __init__(self, regex, words):
        super().__init__(matching=[_text(regex), _text(words)])


class _ArrayLength(_Validator):
    """Allows lists of one length, or of a length between two, either of which may be None."""

    def __init__(self, *lengths):
        if len(lengths) not in (1, 2):
            raise TypeError("needs one length, or the least and the most")
        super().__init__(length=[None if length is None else _integer(length) for length in (lengths[0], lengths[-1])])


class StringArrayLengthValidator(_ArrayLength):
    __doc__ = _ArrayLength.__doc__


class IntArrayLengthValidator(_ArrayLength):
    __doc__ = _ArrayLength.__doc__


class FloatArrayLengthValidator(_ArrayLength):
    __doc__ = _ArrayLength.__doc__


class FloatArrayOrderedPairsValidator(_Validator):
    """Allows lists of pairs, of which the first is at most the second."""

    def __init__(self):
        super().__init__(orderedPairs=True)


IntArrayOrderedPairsValidator = FloatArrayOrderedPairsValidator


class RebinParamsValidator(_Validator):
    """Allows the bins of a histogram: a width, or start, width, boundary, width, boundary and so on."""

    def __init__(self):
        super().__init__(rebinList=True)


class DateTimeValidator(_Validator):
    """Allows texts that are a date with a time in ISO 8601."""

    def __init__(self):
        super().__init__(dateTime=True)


class CompositeRelation:
    """How a CompositeValidator combines others."""

    AND = "allOf"
    OR = "anyOf"


class CompositeValidator(_Validator):
    """Allows what all of some validators allow, or what any of them does."""

    def __init__(self, validators=(), relation=CompositeRelation.AND):
        super().__init__()
        self._relation = relation
        self._parts = []
        for validator in validators:
            self.add(validator)

    def add(self, validator):
        if not isinstance(validator, _Validator):
            raise TypeError("needs a validator, not " + _kind(validator))
        self._parts.append(validator)

    def _describe(self):
        return {self._relation: [part._describe() for part in self._parts]}


# --- conditions -----------------------------------------------------------------------------------------------------------------------


class PropertyCriterion:
    """What a condition asks of another property."""

    IsDefault = "IsDefault"
    IsNotDefault = "IsNotDefault"
    IsEqualTo = "IsEqualTo"
    IsNotEqualTo = "IsNotEqualTo"
    IsOneOf = "IsOneOf"
    IsMore = "IsMore"
    IsMoreOrEqual = "IsMoreOrEqual"
    IsLess = "IsLess"
    IsLessOrEqual = "IsLessOrEqual"


class LogicOperator:
    """How two conditions are combined."""

    AND = And = "and"
    OR = Or = "or"
    XOR = Xor = "xor"


_COMPARED = {"IsMore": "above", "IsMoreOrEqual": "atLeast", "IsLess": "below", "IsLessOrEqual": "atMost"}


class _When:
    """A rule over other properties, as data: (name, criterion, value), or (condition, condition, operator)."""

    _word = ""

    def __init__(self, first, second, third=None):
        if isinstance(first, _When):
            if not isinstance(second, _When) or third not in (LogicOperator.AND, LogicOperator.OR, LogicOperator.XOR):
                raise TypeError("needs two conditions and one of LogicOperator.And, LogicOperator.Or and LogicOperator.Xor")
            self._data = {third: [first._describe(), second._describe()]}
            return
        self._data = _When._compared(_text(first), second, third)

    @staticmethod
    def _compared(name, criterion, value):
        if criterion == PropertyCriterion.IsDefault:
            return {"property": name, "isDefault": True}
        if criterion == PropertyCriterion.IsNotDefault:
            return {"not": {"property": name, "isDefault": True}}
        if criterion in (PropertyCriterion.IsEqualTo, PropertyCriterion.IsNotEqualTo):
            met = {"property": name, "is": [_plain(value)]}
            return met if criterion == PropertyCriterion.IsEqualTo else {"not": met}
        if criterion == PropertyCriterion.IsOneOf:
            return {"property": name, "is": [_plain(each) for each in value]}
        if criterion in _COMPARED:
            return {"property": name, _COMPARED[criterion]: _plain(value)}
        raise ValueError("a condition on %s needs one of the PropertyCriterion, not %r" % (name, criterion))

    def _describe(self):
        return self._data


class VisibleWhenProperty(_When):
    """While the condition does not hold, the property does not count, and dialogs do not show it."""

    _word = "visibleWhen"


class EnabledWhenProperty(VisibleWhenProperty):
    """As VisibleWhenProperty: what does not count is not shown."""


class RequiredWhenProperty(_When):
    """While the condition holds, a value must be given."""

    _word = "requiredWhen"


# --- algorithms -----------------------------------------------------------------------------------------------------------------------


class _Factory:
    """Takes up the algorithms of a file; without a call, every class of the file that has PyExec counts."""

    def __init__(self):
        self._classes = []

    def subscribe(self, algorithm):
        if not (isinstance(algorithm, type) and issubclass(algorithm, PythonAlgorithm)):
            raise TypeError("AlgorithmFactory.subscribe needs a subclass of PythonAlgorithm, not " + repr(algorithm))
        if algorithm not in self._classes:
            self._classes.append(algorithm)


AlgorithmFactory = _Factory()


class _Logger:
    """Takes what a run has to say to people."""

    def __init__(self, run):
        self._run = run

    def debug(self, text):
        self._run.log("debug", str(text))

    def information(self, text):
        self._run.log("info", str(text))

    notice = information

    def warning(self, text):
        self._run.log("warning", str(text))

    def error(self, text):
        self._run.log("error", str(text))

    fatal = error


class Progress:
    """Counts reports from a start to an end of an algorithm's progress, each 0 to 1."""

    def __init__(self, algorithm, start=0.0, end=1.0, nreports=100):
        if not 0 <= start < end <= 1:
            raise ValueError("progress runs from 0 or more to 1 or less, not from %s to %s" % (start, end))
        self._algorithm = algorithm
        self._start = start
        self._end = end
        self._count = max(1, int(nreports))
        self._step = 0
        self._told = None

    def setNumSteps(self, nreports):
        self._count = max(1, int(nreports))

    def report(self, *step_and_message):
        """report(), report(message), report(step) or report(step, message); ends the run when it was cancelled."""
        given = list(step_and_message)
        step = given.pop(0) if given and not isinstance(given[0], str) else self._step + 1
        self._report(int(step), str(given[0]) if given else "")

    def reportIncrement(self, steps, message=""):
        """Goes some steps on."""
        self._report(self._step + int(steps), message)

    def _report(self, step, message):
        self._algorithm.checkCancelled()
        self._step = step
        # so many changes a face can show; others would cost the loop more than its work
        if self._told is None or abs(step - self._told) * 100 >= self._count or step == self._count:
            self._told = step
            done = min(1.0, max(0.0, step / self._count))
            self._algorithm._run.progress(self._start + (self._end - self._start) * done, message)


class _PropertyOfPart:
    """The value of a property of a child."""

    def __init__(self, name, value):
        self.name = name
        self.value = value

    @property
    def valueAsStr(self):
        return _shown(self.value)


class ChildAlgorithm:
    """Another algorithm as a part of a run, which the host executes."""

    def __init__(self, run, name, version, start, end):
        self._run = run
        made = run.ask("create", name=name, version=version, start=start, end=end)
        self._number = made["child"]
        self._outputs = made["outputs"]
        self._name = made["name"]
        self._version = made["version"]
        self._executed = False
        self._rethrows = True

    def name(self):
        return self._name

    def version(self):
        return self._version

    def initialize(self):
        """Does nothing: a child can be used at once."""

    def outputProperties(self):
        """Returns the names of the outputs."""
        return list(self._outputs)

    def setProperty(self, name, value):
        """Sets an input; ValueError if the value is refused."""
        if isinstance(value, datetime.datetime):
            value = value.isoformat()
        elif hasattr(value, "__fspath__"):
            value = value.__fspath__()
        self._run.ask("set", child=self._number, property=name, value=_plain(value))

    setPropertyValue = setProperty

    def setProperties(self, values):
        """Sets several inputs from a dict."""
        for name, value in values.items():
            self.setProperty(name, value)

    def setRethrows(self, rethrows):
        """Sets whether a failure is raised, as it is from the beginning, or `execute` is False."""
        self._rethrows = bool(rethrows)

    def setAlwaysStoreInADS(self, stores):
        """Sets whether objects that it makes are left in the host's store, too."""
        self.setProperty("StoreOutputs", bool(stores))

    def isChild(self):
        return True

    def execute(self):
        """Executes; RuntimeError if it fails, ValueError if its inputs are refused."""
        self._executed = False
        try:
            self._run.ask("execute", child=self._number)
        except RuntimeError:
            if self._rethrows:
                raise
            return False
        self._executed = True
        return True

    def isExecuted(self):
        return self._executed

    def getProperty(self, name):
        given = self._run.ask("get", child=self._number, property=name)
        value = given.get("value")
        return _PropertyOfPart(name, None if value is None else _KINDS[given["kind"]].read(value))

    def getPropertyValue(self, name):
        return self._run.ask("text", child=self._number, property=name)["value"]


class _NoRun:
    """Stands for the run while there is none."""

    def tell_cancelled(self):
        return False

    def _refuse(self, *_, **__):
        raise RuntimeError("this needs a run; call it from PyExec alone")

    log = progress = ask = _refuse


class PythonAlgorithm:
    """An algorithm: subclass it, declare its properties in PyInit and do the work in PyExec.

    Every run gets an instance of its own, in a process that runs one at a time and may be used for several.
    """

    def __init__(self):
        self._properties = {}
        self._groups = {}
        self._loops = []
        self._run = _NoRun()

    # what an author may override

    def name(self):
        """Returns the name by which it is called: that of the class."""
        return type(self).__name__

    def version(self):
        """Returns the version, 1 or higher."""
        return 1

    def category(self):
        """Returns the categories, with semicolons between them and backslashes between levels."""
        return "PythonAlgorithms"

    def summary(self):
        """Returns what it does, in a sentence: the first paragraph of the class's own text."""
        paragraphs = re.split(r"\n\s*\n", (type(self).__doc__ or "").strip())
        return " ".join(paragraphs[0].split())

    def aliases(self):
        """Returns other names by which it can be called."""
        return []

    def seeAlso(self):
        """Returns the names of related algorithms."""
        return []

    def keywords(self):
        """Returns words by which users look for it and that are said nowhere else."""
        return []

    def deprecated(self):
        """Returns the name of the algorithm to use instead, "" if there is none; None as long as this one may be used."""
        return None

    def PyInit(self):
        """Declares the properties."""

    def validateInputs(self):
        """Returns what is wrong across properties that are valid each by itself: a dict of names and messages."""
        return {}

    def PyExec(self):
        """Does the work."""
        raise NotImplementedError("PyExec")

    # what PyInit calls

    def declareProperty(self, *arguments, **options):
        """Declares (property, documentation), or (name, default, validator, documentation, direction), of which the last three may
        be left out. Named: `validator`, `doc`, `direction`, and the options of a property, such as `group` and `unit`."""
        given = list(arguments)
        if not given and "name" in options:
            given.append(options.pop("name"))
        if not given:
            raise TypeError("declareProperty needs a property, or a name and a default")
        doc = options.pop("doc", "")
        if isinstance(given[0], Property):
            declared = given.pop(0)
            doc = given.pop(0) if given else doc
            if given or options:
                raise TypeError("declareProperty takes a property and its documentation, and nothing else")
        else:
            name = given.pop(0)
            if given:
                default = given.pop(0)
            elif "defaultValue" in options:
                default = options.pop("defaultValue")
            else:
                raise TypeError("declareProperty needs a default for %s, by which its kind is told" % name)
            validator = options.pop("validator", None)
            direction = options.pop("direction", Direction.Input)
            for each in given:
                if isinstance(each, _Validator):
                    validator = each
                elif isinstance(each, _Way):
                    direction = each
                elif isinstance(each, str):
                    doc = each
                elif each is not None:
                    raise TypeError("declareProperty cannot take %r for %s" % (each, name))
            declared = _property_of(name, default, validator, direction, options)
        key = declared.name.lower()
        if key in self._properties:
            raise ValueError("the property %s is declared twice" % declared.name)
        declared.documentation = str(doc)
        self._properties[key] = declared

    def setPropertyGroup(self, name, group):
        """Shows a property under a title, with its neighbours."""
        self._property(name)._options["group"] = group

    def setPropertySettings(self, name, condition):
        """Makes a property count, or be needed, on a condition: VisibleWhenProperty, EnabledWhenProperty or RequiredWhenProperty."""
        if not isinstance(condition, _When) or not condition._word:
            raise TypeError("setPropertySettings needs a VisibleWhenProperty, EnabledWhenProperty or RequiredWhenProperty")
        self._property(name)._conditions[condition._word].append(condition)

    def loopOver(self, *names):
        """Lets a caller give a list where these inputs take one value: the algorithm runs once for each entry."""
        self._loops.extend(self._property(name).name for name in names)

    # what validateInputs and PyExec call

    def existsProperty(self, name):
        return name.lower() in self._properties

    def getProperty(self, name):
        """Returns a property with its `value`, `isDefault` and `valueAsStr`."""
        return self._property(name)

    def getPropertyValue(self, name):
        """Returns the text form of a value."""
        return self._property(name).valueAsStr

    def setProperty(self, name, value):
        """Sets an output; TypeError or ValueError if the value is not of its kind."""
        declared = self._property(name)
        if declared.direction == Direction.Input:
            raise ValueError("%s is an input, which a run cannot set; declare it with Direction.InOut" % declared.name)
        if value is None:
            raise TypeError("the value of %s needs a value, not None" % declared.name)
        declared._value = declared._written(value)
        declared._is_set = True

    setPropertyValue = setProperty

    def log(self):
        """Returns where to say what people should read: debug, information, notice, warning, error."""
        return _Logger(self._run)

    @property
    def cancelled(self):
        """Whether the run was cancelled; a loop that looks can end in good order."""
        return self._run.tell_cancelled()

    def checkCancelled(self):
        """Ends the run when it was cancelled. Call it regularly: a run that does not is interrupted after a second, and its process
        ended two seconds later."""
        if self._run.tell_cancelled():
            raise RunCancelled()

    def createChildAlgorithm(self, name, startProgress=0.0, endProgress=0.0, version=-1):
        """Makes another algorithm a part of this run, whose progress it moves from a start to an end."""
        if startProgress < 0 or endProgress < 0:
            startProgress = endProgress = 0.0
        return ChildAlgorithm(self._run, name, version, startProgress, endProgress)

    def run(self, name, Version=-1, **inputs):
        """Executes another algorithm as a part of this run, and returns its output, or a named tuple of several: as its function in
        mantle.simpleapi does."""
        from mantle._functions import function
        return function(name)(Version=None if Version == -1 else Version, **inputs)

    # what the host's side calls

    def _property(self, name):
        try:
            return self._properties[name.lower()]
        except KeyError:
            names = ", ".join(each.name for each in self._properties.values())
            raise ValueError("%s has no property %r; it has %s" % (self.name(), name, names or "none")) from None

    def _describe(self):
        deprecated = self.deprecated()
        described = {
            "name": self.name(),
            "version": self.version(),
            "categories": [each.strip() for each in self.category().split(";") if each.strip()],
            "summary": self.summary(),
            "aliases": list(self.aliases()),
            "seeAlso": list(self.seeAlso()),
            "keywords": list(self.keywords()),
            "validates": type(self).validateInputs is not PythonAlgorithm.validateInputs,
            "properties": [each._describe() for each in self._properties.values()],
            "loopOver": self._loops,
        }
        if deprecated is not None:
            described["deprecated"] = deprecated
        return described

    def _take(self, inputs, defaults):
        for name, value in inputs.items():
            declared = self._property(name)
            declared._value = value
            declared.isDefault = name in defaults
        for declared in self._properties.values():
            if declared.direction != Direction.Output and declared.name not in inputs:
                declared._value = None

    def _outputs(self):
        return {each.name: each._value for each in self._properties.values() if each._is_set}
