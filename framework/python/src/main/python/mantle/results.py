"""Outputs and records in forms that a notebook shows as tables."""
from collections import namedtuple

from mantle._algorithms import python_name
from mantle._values import read_moment


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
    """Records of runs, each a dict as `mantle history --json` has it, in which `started` is a datetime. Shown as a table."""

    def __getitem__(self, key):
        found = super().__getitem__(key)
        return History(found) if isinstance(key, slice) else found

    def __repr__(self):
        from mantle.display import table_text
        return table_text(*self._table(40)) if self else "no runs"

    def _repr_html_(self):
        from mantle.display import table_html
        return table_html(*self._table(60))

    def _table(self, longest):
        rows = [[record["number"], "%s v%s" % (record["algorithm"], record["version"]), record["status"],
                 str(record["started"])[:19], "%.1f s" % (record["durationMillis"] / 1000), _named(record["inputs"], longest),
                 _named(record["outputs"], longest)] for record in self]
        return ["Number", "Algorithm", "Status", "Started (UTC)", "Duration", "Inputs", "Outputs"], rows


def history_of_json(records):
    """Returns the records that a host tells."""
    return History(map(_record, records))


def _record(json):
    """Returns a record as programs have it, with those of its parts."""
    record = dict(json, started=read_moment(json["started"]))
    if "children" in record:
        record["children"] = list(map(_record, record["children"]))
    return record


def _named(values, longest):
    texts = []
    for name, value in values.items():
        text = str(value)
        texts.append("%s=%s" % (name, text if len(text) <= longest else text[:longest - 1] + "…"))
    return ", ".join(texts)
