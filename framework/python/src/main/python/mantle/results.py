"""Outputs and records in forms that a notebook shows as tables."""
from collections import namedtuple

from mantle._algorithms import python_name


def result_type(algorithm, names):
    """Makes the named tuple of an algorithm's outputs."""
    made = namedtuple(python_name(algorithm) + "Result", [python_name(name) for name in names], rename=True)
    # the fields may be renamed, and a page shows the true names
    return type(made.__name__, (_Result, made), {"__slots__": (), "names": names, "__module__": __name__})


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
        rows = [[record.get("id", ""), "%s v%s" % (record.get("algorithm", ""), record.get("version", "")),
                 record.get("state", ""), record.get("started", ""),
                 ", ".join("%s=%s" % (name, _short(value)) for name, value in record.get("inputs", {}).items())]
                for record in self]
        return table_html(["Id", "Algorithm", "State", "Started", "Inputs"], rows)


def _short(value, longest=60):
    text = str(value)
    return text if len(text) <= longest else text[:longest - 1] + "…"
