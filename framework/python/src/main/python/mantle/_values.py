"""Values of Python as JSON for the host, and back."""
import math
import os

from mantle.errors import Problem

# what JSON has as it is; a subclass may be more than its value
_PLAIN = frozenset((int, float, bool))
_LONGEST_INTEGER_BITS = 4096
_DEEPEST = 200


class Refused(Exception):
    """A value that cannot be sent, in words that follow the name of the property."""


def inputs_to_json(inputs):
    """Returns inputs by name for a message, and a list of problems with those that cannot be sent."""
    sent = {}
    problems = []
    for name, value in inputs.items():
        kind = type(value)
        if kind is str and value.isascii() or kind is bool or value is None:
            sent[name] = value
            continue
        try:
            sent[name] = to_json(value)
        except Refused as e:
            problems.append(Problem(name, "invalid", str(e), [], None))
    return sent, problems


def to_json(value, depth=0):
    """Returns what stands for a value in JSON.

    Taken are texts, numbers, truth values, dates, paths, None, lists and mappings of these, arrays of numpy and columns of pandas (whatever
    has a `tolist`), and arrays of the standard library. Raises Refused for the rest.
    """
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is float:
        return value if math.isfinite(value) else _unfinite(value)
    if kind is int:
        return _whole(value)
    if kind is bool or value is None:
        return value
    if depth > _DEEPEST:
        raise Refused("is nested more than %d deep, or holds itself" % _DEEPEST)
    if kind is list or kind is tuple:
        return _sequence(value, depth)
    if kind is dict:
        return {_key(key): to_json(entry, depth + 1) for key, entry in value.items()}
    return _other(value, depth)


def _sequence(values, depth):
    if _PLAIN.issuperset(map(type, values)):
        # most lists are of numbers
        try:
            if all(map(math.isfinite, values)):
                return list(values)
        except OverflowError:
            # a whole number that no float is as large as
            pass
    return [to_json(entry, depth + 1) for entry in values]


def _text(text):
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as e:
            raise Refused(
                "has half of a surrogate pair at character %d, which is no letter; "
                "a file's name that is not UTF-8 cannot be sent: rename the file" % (e.start + 1)) from None
    return text


def _key(key):
    if not isinstance(key, str):
        raise Refused("has a key that is a %s; use texts as keys" % type(key).__name__)
    return _text(key)


def _unfinite(number):
    return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"


def _whole(number):
    if number.bit_length() > _LONGEST_INTEGER_BITS:
        raise Refused("is a whole number of about %d digits, which no algorithm can take"
                      % int(number.bit_length() * 0.30103))
    return number


def _other(value, depth):
    kind = type(value).__name__
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise Refused("is %s, which are no text; give value.decode('utf-8'), or list(value) for numbers" % kind)
    if isinstance(value, str):
        # of an enumeration of texts, the text
        return _text(str.__str__(value))
    if isinstance(value, os.PathLike):
        path = os.fspath(value)
        return to_json(path, depth + 1)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if getattr(getattr(value, "dtype", None), "kind", "") == "M":
        # times of numpy, which are counts of nanoseconds otherwise
        value = value.astype("datetime64[us]")
    if hasattr(value, "tolist"):
        return to_json(value.tolist(), depth + 1)
    if hasattr(value, "item") and callable(value.item):
        return to_json(value.item(), depth + 1)
    if hasattr(value, "_member_map_") or hasattr(type(value), "__members__"):
        # an entry of an enumeration
        return to_json(value.value, depth + 1)
    if isinstance(value, complex):
        raise Refused("is a complex number; give its parts")
    if hasattr(value, "__index__"):
        return _whole(int(value))
    if hasattr(value, "as_tuple") and hasattr(value, "is_finite"):
        # a decimal number, by its digits
        return str(value)
    if hasattr(value, "__float__"):
        return to_json(float(value), depth + 1)
    if isinstance(value, (set, frozenset)):
        raise Refused("is a %s, which has no order; give a list" % kind)
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return {_key(key): to_json(value[key], depth + 1) for key in value.keys()}
    if isinstance(value, (list, tuple, range)) or (hasattr(value, "__len__") and hasattr(value, "__getitem__")):
        return _sequence(list(value), depth)
    if hasattr(value, "__next__"):
        raise Refused("is a %s, which can be read only once; give list(...) of it" % kind)
    if hasattr(value, "__iter__") and hasattr(value, "__len__"):
        return _sequence(list(value), depth)
    raise Refused("is a %s, which no algorithm can take; give a text, a number, a truth value, a date, a path, "
                  "or a list or dict of these" % kind)


_UNFINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def reader(schema):
    """Returns what makes a value of the JSON of a schema; None where that is the value already."""
    if _has_numbers(schema):
        return _read_numbers
    return _read_moments if _has_moments(schema) else None


def _has_numbers(schema):
    """Returns whether JSON of a schema may have a text for a number that is not finite."""
    if isinstance(schema, dict):
        if "NaN" in schema.get("enum", ()) or "number" in str(schema.get("type", "")):
            return True
        return any(_has_numbers(each) for each in schema.values())
    return isinstance(schema, list) and any(_has_numbers(each) for each in schema)


def _has_moments(schema):
    return schema.get("format") == "date-time" or any(
        _has_moments(each) for each in [schema.get("items"), *schema.get("anyOf", ())] if isinstance(each, dict))


def _read_numbers(value):
    if type(value) is str:
        return _UNFINITE.get(value, value)
    if type(value) is list and not _PLAIN.issuperset(map(type, value)):
        return list(map(_read_numbers, value))
    return value


def _read_moments(value):
    if type(value) is list:
        return list(map(_read_moments, value))
    return read_moment(value) if type(value) is str else value


def read_moment(text):
    """Returns the datetime, with its offset, of a text in ISO 8601; the text itself where Python has none, as for the year 0."""
    import datetime
    import re
    parts = re.fullmatch(r"(.*?)(\.\d+)?(Z|[+-]\d\d:\d\d(?::\d\d)?)?", text)
    date, fraction, offset = parts.groups()
    # as older versions of Python read it
    micros = ((fraction or ".0")[1:] + "000000")[:6]
    try:
        return datetime.datetime.fromisoformat(
            (date if len(date) > 16 else date + ":00") + "." + micros + ("+00:00" if offset in (None, "Z") else offset))
    except ValueError:
        return text
