"""What a notebook shows."""
import datetime
import html.parser
import math
import os
import pickle
import struct
import sys
import tempfile
import types
import unittest
import zlib

import mantle
from mantle import display
from mantle.simpleapi import *


class Cells(html.parser.HTMLParser):
    """The cells of tables, row by row."""

    def __init__(self, text):
        super().__init__()
        self.rows = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        self.inside = tag in ("td", "th")
        if self.inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


class Tables(unittest.TestCase):

    def test_outputs_are_tables(self):
        self.assertEqual(Cells(Sum(1, 2, "a <b> & \"c\"")._repr_html_()).rows,
                         [["Output", "Value"], ["Sum", "3.0"], ["Said", "a <b> & \"c\""], ["Numbers"], ["1.0"], ["2.0"]])

    def test_history_is_a_table(self):
        Sum(1, 2, "n")
        with self.assertRaises(RuntimeError):
            Sum(13)
        rows = Cells(mantle.history(2)._repr_html_()).rows
        self.assertEqual(len(rows), 3)
        self.assertEqual(rows[1][1:3], ["Sum v2", "Completed"])
        self.assertIn("Left=1", rows[1][5])
        self.assertEqual(rows[2][2], "Failed")

    def test_history_at_a_terminal_is_a_table_and_still_a_list(self):
        Sum(1, 2, "two\nlines")
        Nothing()
        history = mantle.history(2)
        lines = repr(history).splitlines()
        self.assertEqual(lines[0].split()[:3], ["Number", "Algorithm", "Status"])
        self.assertEqual(len(lines), 3)
        self.assertEqual([line[lines[0].index("Status"):][:9] for line in lines[1:]], ["Completed"] * 2)
        self.assertIn("Note=two lines", lines[1])
        self.assertEqual(len(repr(history[:1]).splitlines()), 2)
        self.assertEqual(repr(mantle.history(0)), "no runs")
        self.assertEqual(history, list(history))
        self.assertEqual(pickle.loads(pickle.dumps(history)), history)
        age = datetime.datetime.now(datetime.timezone.utc) - history[-1]["started"]
        self.assertLess(abs(age), datetime.timedelta(minutes=5))

    def test_a_run_is_a_bar(self):
        run = Slow.start(60)
        self.assertIn("<progress", run._repr_html_())
        run.cancel()
        run.exception(30)
        self.assertEqual(run._repr_html_(), "<div>Slow: Cancelled </div>")


class Notebook(unittest.TestCase):

    def test_progress_is_a_bar_that_goes_away(self):
        shown = []

        class Handle:
            def update(self, content, raw):
                shown.append(content["text/html"])

        def show(content, raw, display_id):
            shown.append(content["text/html"])
            return Handle()

        shell = types.SimpleNamespace(kernel=object())
        modules = {"IPython": types.SimpleNamespace(get_ipython=lambda: shell),
                   "IPython.display": types.SimpleNamespace(display=show)}
        sys.modules.update(modules)
        try:
            Slow(3)
        finally:
            for name in modules:
                del sys.modules[name]
        self.assertRegex(shown[0], "<progress max=\"1\" value=\"0\\.[0-9]+\"></progress> [0-9]+ %, step [0-9]+")
        self.assertEqual(shown[-1], "")
        self.assertGreater(len(shown), 2)


class Pictures(unittest.TestCase):

    def tiff(self, order, width, height, values):
        """Makes a TIFF (version 6.0) of 32-bit floating-point numbers."""
        data = struct.pack(order + "%df" % len(values), *values)
        entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 32), (259, 3, 1, 1), (273, 4, 1, 8),
                   (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, len(data)), (339, 3, 1, 3)]
        head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8 + len(data))
        directory = struct.pack(order + "H", len(entries))
        for tag, kind, count, value in entries:
            directory += struct.pack(order + "HHI", tag, kind, count)
            directory += struct.pack(order + ("I" if kind == 4 else "HH"), *((value,) if kind == 4 else (value, 0)))
        return head + data + directory + struct.pack(order + "I", 0)

    def pixels(self, png):
        """Reads the grey values of a PNG of 8 bits without filters."""
        self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
        offset, body, size = 8, b"", None
        while offset < len(png):
            length, kind = struct.unpack_from(">I4s", png, offset)
            content = png[offset + 8:offset + 8 + length]
            self.assertEqual(struct.unpack_from(">I", png, offset + 8 + length)[0], zlib.crc32(kind + content))
            if kind == b"IHDR":
                size = struct.unpack_from(">II", content)
            elif kind == b"IDAT":
                body += content
            offset += 12 + length
        rows = zlib.decompress(body)
        return [list(rows[row * (size[0] + 1) + 1:(row + 1) * (size[0] + 1)]) for row in range(size[1])]

    def test_a_slice_is_a_picture_from_dark_to_bright(self):
        values = [0.0, 1.0, 2.0, 3.0, 4.0, math.nan]
        for order in "<>":
            with self.subTest(order), tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "slice_0001.tif")
                with open(path, "wb") as file:
                    file.write(self.tiff(order, 3, 2, values))
                self.assertEqual(self.pixels(display.Slice(path)._repr_png_()), [[0, 63, 127], [191, 255, 0]])

    def test_a_png_is_shown_as_it_is(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.png")
            content = display._png(1, 1, b"\x80")
            with open(path, "wb") as file:
                file.write(content)
            self.assertEqual(display.Slice(path)._repr_png_(), content)

    def test_what_cannot_be_shown_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.tif")
            with open(path, "wb") as file:
                file.write(self.tiff("<", 1, 1, [1.0]).replace(struct.pack("<HHIHH", 259, 3, 1, 1, 0),
                                                               struct.pack("<HHIHH", 259, 3, 1, 5, 0)))
            with self.assertRaisesRegex(ValueError, "not compressed"):
                display.Slice(path)._repr_png_()


if __name__ == "__main__":
    unittest.main()
