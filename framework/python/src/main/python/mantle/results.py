"""Outputs and records in forms that a notebook shows as tables."""
from collections import namedtuple

from mantle._algorithms import python_name


def result_type(algorithm, names):
    """Makes the named tuple of an algorithm's outputs."""
    made = namedtuple(python_name(algorithm) + "Result", [_field(name) for name in names], rename=True)
    # the fields may have other names, and a page shows the true ones
    return type(made.__name__, (_Result, made), {"__slots__": (), "names": names, "__module__": __name__})


def _field(name):
    """Returns the name of a field, which begins with no underscore."""
    field = python_name(name)
    return "n" + field if field.startswith("_") else field


class _Result:
    __slots__ = ()

    def __reduce__(self):
        return _restore, (type(self).__name__[:-len("Result")], self.names, tuple(self))

    def _repr_html_(self):
        from mantle.display import outputs_html
        return outputs_html(dict(zip(self.names, self)))


def _restore(algorithm, names, values):
    return result_type(algorithm, names)(*values)


class History(list):
    """Records of runs, each a dict as `mantle history --json` has it."""

    def _repr_html_(self):
        from mantle.display import table_html
        rows = [[record["number"], "%s v%s" % (record["algorithm"], record["version"]), record["status"],
                 record["started"].replace("T", " ")[:19], "%.1f s" % (record["durationMillis"] / 1000), _named(record["inputs"]),
                 _named(record["outputs"])] for record in self]
        return table_html(["Number", "Algorithm", "Status", "Started (UTC)", "Duration", "Inputs", "Outputs"], rows)


def _named(values, longest=60):
    texts = []
    for name, value in values.items():
        text = str(value)
        texts.append("%s=%s" % (name, text if len(text) <= longest else text[:longest - 1] + "…"))
    return ", ".join(texts)
