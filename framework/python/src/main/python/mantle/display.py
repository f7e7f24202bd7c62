"""What a notebook or a terminal shows: tables, slices as pictures, and progress as a bar. Nothing but the standard library is needed."""
import sys
import time

_MOST_ROWS = 200


def table_html(titles, rows):
    """Returns a table for a notebook; of many rows, the first."""
    cells = "".join("<th style=\"text-align:left\">%s</th>" % _escape(title) for title in titles)
    lines = ["<table><thead><tr>%s</tr></thead><tbody>" % cells]
    for row in rows[:_MOST_ROWS]:
        lines.append("<tr>%s</tr>" % "".join(
            "<td style=\"text-align:left\">%s</td>" % _escape(cell) for cell in row))
    lines.append("</tbody></table>")
    if len(rows) > _MOST_ROWS:
        lines.append("<p>and %d rows more</p>" % (len(rows) - _MOST_ROWS))
    return "\n".join(lines)


def table_text(titles, rows):
    """Returns a table for a terminal, in columns as wide as their cells."""
    lines = [titles] + [[str(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def outputs_html(outputs):
    """Returns outputs for a notebook: lists of one length beside each other as a table, and single values by name."""
    by_length = {}
    single = []
    for name, value in outputs.items():
        if isinstance(value, list):
            if value:
                by_length.setdefault(len(value), []).append((name, value))
        elif value is not None and value != "":
            single.append((name, value))
    parts = []
    if single:
        parts.append(table_html(["Output", "Value"], single))
    for columns in by_length.values():
        parts.append(table_html([name for name, _ in columns], list(zip(*(values for _, values in columns)))))
    return "\n".join(parts) or "<p>no outputs</p>"


def run_html(run):
    """Returns a run for a notebook: its state, and a bar."""
    progress = run.progress
    words = "%s: %s" % (_escape(run.algorithm), _escape(run.state))
    return "<div>%s %s</div>" % (words, "" if run.done() else bar_html(progress))


def bar_html(progress):
    """Returns a bar for a notebook."""
    value = "" if progress.fraction is None else " value=\"%.4f\"" % progress.fraction
    return "<progress max=\"1\"%s></progress> %s" % (value, _escape(_words(progress)))


def _escape(value):
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")


def _words(progress):
    words = [] if progress.fraction is None else ["%d %%" % round(100 * progress.fraction)]
    if progress.message:
        words.append(progress.message)
    if progress.remaining is not None and progress.remaining >= 1:
        words.append("about %s left" % _duration(progress.remaining))
    return ", ".join(words)


def _duration(seconds):
    if seconds < 100:
        return "%d s" % round(seconds)
    return "%d min" % round(seconds / 60) if seconds < 6000 else "%.1f h" % (seconds / 3600)


class ProgressBar:
    """Shows progress where somebody sees it: in a notebook, or at a terminal on standard error. Elsewhere it shows nothing."""

    def __init__(self, delay=0.5):
        self._visible_at = time.monotonic() + delay
        self._handle = None
        self._width = 0
        self._notebook = _notebook()
        self._terminal = self._notebook is None and sys.stderr is not None and sys.stderr.isatty()
        self._last = 0.0

    def show(self, progress):
        now = time.monotonic()
        if now < self._visible_at or now - self._last < 0.1:
            return
        self._last = now
        if self._notebook is not None:
            self._show_in_notebook(bar_html(progress))
        elif self._terminal:
            self._write_line(_words(progress))

    def _show_in_notebook(self, html):
        content = {"text/html": html}
        if self._handle is None:
            self._handle = self._notebook(content, raw=True, display_id=True)
        else:
            self._handle.update(content, raw=True)

    def _write_line(self, words):
        line = words[:100]
        sys.stderr.write("\r" + line + " " * (self._width - len(line)))
        sys.stderr.flush()
        self._width = len(line)

    def close(self):
        """Takes the bar away."""
        if self._handle is not None:
            self._handle.update({"text/html": ""}, raw=True)
        elif self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


def _notebook():
    """Returns what shows things in the notebook in which this runs; None elsewhere."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    from IPython.display import display
    return display


class Slice:
    """A slice of a reconstruction, or any other picture in a file, which a notebook shows.

    file: a PNG or JPEG, or a TIFF with 32-bit floating-point numbers as `mantle quickstart` writes it
    """

    def __init__(self, file):
        import os
        self.file = os.fspath(file)

    def _repr_png_(self):
        with open(self.file, "rb") as content:
            data = content.read()
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return data
        if data[:4] in (b"II*\0", b"MM\0*"):
            return _png_of_tiff(self.file, data)
        return None

    def _repr_jpeg_(self):
        with open(self.file, "rb") as content:
            data = content.read()
        return data if data[:2] == b"\xff\xd8" else None

    def __repr__(self):
        return "<slice %s>" % self.file


def _png_of_tiff(name, data):
    """Returns a picture of the first page: grey values from its 1st to its 99th percentile."""
    width, height, values = _read_tiff(name, data)
    finite = sorted(value for value in values if value == value and abs(value) != float("inf"))
    low = finite[len(finite) // 100] if finite else 0.0
    high = finite[len(finite) - 1 - len(finite) // 100] if finite else 1.0
    scale = 255.0 / (high - low) if high > low else 0.0
    grey = bytes(0 if value != value or value <= low else 255 if value >= high else int((value - low) * scale)
                 for value in values)
    return _png(width, height, grey)


def _png(width, height, grey):
    import struct
    import zlib

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + grey[row * width:(row + 1) * width] for row in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def _read_tiff(name, data):
    """Reads the first page of a TIFF (version 6.0) of one number a pixel in strips that are not compressed."""
    import array
    import struct
    order = "<" if data[:2] == b"II" else ">"
    offset = struct.unpack_from(order + "I", data, 4)[0]
    count = struct.unpack_from(order + "H", data, offset)[0]
    tags = {}
    for i in range(count):
        tag, kind, length = struct.unpack_from(order + "HHI", data, offset + 2 + 12 * i)
        code, size = {1: ("B", 1), 3: ("H", 2), 4: ("I", 4)}.get(kind, (None, 0))
        if code is not None:
            at = offset + 10 + 12 * i
            if length * size > 4:
                at = struct.unpack_from(order + "I", data, at)[0]
            tags[tag] = struct.unpack_from("%s%d%s" % (order, length, code), data, at)
    width, height = tags[256][0], tags[257][0]
    bits, form, compression = tags.get(258, (1,))[0], tags.get(339, (1,))[0], tags.get(259, (1,))[0]
    kind = {(32, 3): "f", (64, 3): "d", (8, 1): "B", (16, 1): "H", (32, 1): "I"}.get((bits, form))
    if kind is None or compression != 1 or tags.get(277, (1,))[0] != 1 or 273 not in tags:
        raise ValueError("\"%s\" is a TIFF of a form that is not shown here; shown are pages with one number of 8 to 64 bits "
                         "a pixel, in strips that are not compressed" % name)
    values = array.array(kind)
    for start, length in zip(tags[273], tags[279]):
        values.frombytes(data[start:start + length])
    if (order == "<") != (sys.byteorder == "little"):
        values.byteswap()
    return width, height, values[:width * height]
