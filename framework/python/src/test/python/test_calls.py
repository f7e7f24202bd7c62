"""Functions of algorithms: inputs, outputs, errors and help."""
import array
import datetime
import enum
import inspect
import io
import logging
import math
import pathlib
import pickle
import pydoc
import unittest

import mantle
from mantle import simpleapi
from mantle.simpleapi import *


class Inputs(unittest.TestCase):

    def test_by_name_in_any_letter_case(self):
        self.assertEqual(Sum(Left=2, right=3).Sum, 5.0)

    def test_by_position_first_what_every_call_needs(self):
        # Right is declared before Left, and has a default
        self.assertEqual(Sum(2).Sum, 3.0)
        self.assertEqual(Sum(2, 40).Sum, 42.0)
        # what is given by name is taken out of the order
        self.assertEqual(Sum(40, Left=2).Sum, 42.0)

    def test_too_many_by_position_are_refused(self):
        with self.assertRaisesRegex(TypeError, "takes 3 more inputs by position .*Left, Right, Note.* 4 are given"):
            Sum(1, 2, "a", 4)

    def test_none_is_not_given(self):
        self.assertEqual(Sum(Left=2, Right=None).Sum, 3.0)

    def test_lists_from_whatever_has_their_values(self):
        class Column:
            """As arrays of numpy and columns of pandas do it."""

            def tolist(self):
                return [1, 2.5]

        class Scalar:
            def item(self):
                return 4

        for given in ([1, 2.5], (1, 2.5), array.array("d", [1, 2.5]), Column(), "1,2.5"):
            with self.subTest(type(given).__name__):
                self.assertEqual(Same(given), [1.0, 2.5])
        self.assertEqual(Same([Scalar(), 1]), [4.0, 1.0])
        self.assertEqual(Same(range(3)), [0.0, 1.0, 2.0])

    def test_numpy_and_pandas_where_they_are(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("numpy is not here")
        self.assertEqual(Same(numpy.linspace(0, 1, 3)), [0.0, 0.5, 1.0])
        self.assertEqual(Sum(Left=numpy.float32(0.5), Right=numpy.int64(2)).Sum, 2.5)
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not here")
        frame = pandas.DataFrame({"a": [1, 2], "b": [0.5, math.nan]})
        self.assertEqual(Same(frame["a"]), [1.0, 2.0])
        self.assertTrue(math.isnan(Same(frame["b"])[1]))
        self.assertEqual(Count(pandas.Timestamp("2026-01-02")), 19)

    def test_texts_of_paths_dates_and_enumerations(self):
        class Colour(enum.Enum):
            RED = "red"

        self.assertEqual(Count(pathlib.PurePosixPath("/a/b")), 4)
        self.assertEqual(Count(datetime.date(2026, 1, 2)), 10)
        class Word(str, enum.Enum):
            LONG = "a long word"

        self.assertEqual(Count(Colour.RED), 3)
        self.assertEqual(Count(Word.LONG), 11)
        self.assertEqual(Count("é\u2028中\U0001f600"), 4)

    def test_numbers_that_are_not_finite(self):
        self.assertEqual(Same([1.5, math.inf, -math.inf])[1:], [math.inf, -math.inf])
        self.assertTrue(math.isnan(Same([math.nan])[0]))

    def test_dates_have_their_offset(self):
        at = datetime.datetime(2026, 1, 2, 3, 4, 5, 678000, datetime.timezone(datetime.timedelta(hours=2)))
        self.assertEqual((Moment(at), Moment(at).utcoffset()), (at, at.utcoffset()))
        self.assertEqual(Moment(datetime.datetime(2026, 1, 2)), datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc))
        self.assertEqual(Moment("2026-01-02T03:04:05.123456789Z").microsecond, 123456)
        instance = AlgorithmManager.create("Moment")
        self.assertEqual(instance["At"].value.isoformat(), "2026-01-02T03:04:05+02:00")

    def test_names_that_python_needs_itself(self):
        function = getattr(simpleapi, "lambda_")
        self.assertEqual(function(class_="a", self="c"), "a//c")
        # the input wins, and the call's own word has the underscore
        self.assertEqual(function(Progress="b", Progress_=print), "/b/")
        self.assertEqual(mantle.run("lambda", **{"class": "x"}), "x//")
        self.assertEqual(function(My_Prop="two"), "//two")

    def test_versions(self):
        self.assertEqual(Sum(Left=2, Version=1).Said, "version 1")
        with self.assertRaisesRegex(mantle.UnknownAlgorithm, "no version 3; there are versions 1, 2"):
            Sum(Left=2, Version=3)
        with self.assertRaisesRegex(ValueError, "Version is 0; give a whole number"):
            Sum(Left=2, Version=0)

    def test_aliases_and_letter_cases(self):
        self.assertIsNone(Nil())
        self.assertIsNone(simpleapi.nothing())


class Outputs(unittest.TestCase):

    def test_none_one_and_several(self):
        self.assertIsNone(Nothing())
        self.assertEqual(Count("abc"), 3)
        total, note, numbers = Sum(1, 2, "n")
        self.assertEqual((total, note, numbers), (3.0, "n", [1.0, 2.0]))

    def test_a_result_can_be_kept(self):
        result = Sum(1, 2, "n")
        self.assertEqual(pickle.loads(pickle.dumps(result)), result)
        self.assertEqual(result._fields, ("Sum", "Said", "Numbers"))

    def test_many_numbers_come_back_to_the_last_digit(self):
        numbers = [i / 7 for i in range(100_000)]
        self.assertEqual(Same(numbers), numbers)


class Refusals(unittest.TestCase):

    def test_every_problem_at_once(self):
        with self.assertRaises(ValueError) as caught:
            Sum(Left="x", Right=b"y", Nte="z")
        problems = {problem.property: problem for problem in caught.exception.problems}
        self.assertEqual(set(problems), {"Left", "Right", "Nte"})
        self.assertEqual(problems["Nte"].nearest, "Note")
        self.assertIn("bytes, which are no text", problems["Right"].message)
        self.assertEqual(len(str(caught.exception).splitlines()), 3)

    def test_an_unknown_property_is_a_type_error_too(self):
        with self.assertRaises(mantle.UnknownProperty) as caught:
            Sum(Left=1, Rigth=2)
        self.assertIsInstance(caught.exception, TypeError)
        self.assertIsInstance(caught.exception, ValueError)
        self.assertIn("did you mean Right?", str(caught.exception))

    def test_what_json_lacks(self):
        for value, words in ((10 ** 400, "needs a whole number|is too large"), (10 ** 5000, "about 5000 digits"),
                             (b"1", "bytes"), (1j, "complex"), ({1}, "no order"), (iter([1]), "read only once"),
                             (object(), "no algorithm can take"), ({1: 2}, "key that is a int")):
            with self.subTest(value=type(value).__name__):
                with self.assertRaisesRegex(ValueError, words):
                    Big(Number=value)
        endless = []
        endless.append(endless)
        with self.assertRaisesRegex(ValueError, "holds itself"):
            Same(endless)

    def test_half_of_a_surrogate_pair(self):
        with self.assertRaisesRegex(ValueError, "Count.Text: has half of a surrogate pair at character 2"):
            Count("a\ud800")
        # and the host is as before
        self.assertEqual(Count("ab"), 2)

    def test_an_unknown_algorithm(self):
        with self.assertRaisesRegex(ValueError, 'there is no algorithm "Summ"; did you mean Sum?'):
            mantle.run("Summ")
        with self.assertRaisesRegex(AttributeError, "did you mean Sum?"):
            simpleapi.Summ
        with self.assertRaises(ImportError):
            from mantle.simpleapi import Summ  # noqa: F401

    def test_a_failure(self):
        with self.assertRaisesRegex(RuntimeError, "Sum v2 failed: 13 brings bad luck") as caught:
            Sum(13)
        self.assertEqual((caught.exception.algorithm, caught.exception.version, caught.exception.type),
                         ("Sum", 2, "IOException"))
        self.assertNotIsInstance(caught.exception, ValueError)

    def test_exceptions_can_be_kept(self):
        for call in (lambda: Sum("x"), lambda: Sum(13)):
            try:
                call()
            except Exception as e:
                again = pickle.loads(pickle.dumps(e))
                self.assertEqual((type(again), str(again)), (type(e), str(e)))

    def test_validation_runs_nothing(self):
        self.assertEqual(Sum.validate(13), [])
        self.assertEqual([problem.property for problem in Sum.validate(Left="x", Right="y")], ["Right", "Left"])

    def test_a_secret_is_nowhere(self):
        self.assertEqual(LogInTo("ann", "mark-4711"), 9)
        with self.assertRaises(ValueError) as caught:
            LogInTo(UserName=b"", Password="mark-4711")
        self.assertNotIn("mark-4711", str(caught.exception) + repr(caught.exception.problems))
        self.assertNotIn("mark-4711", repr(mantle.history(5)))
        with self.assertRaisesRegex(ValueError, "no such variable"):
            LogInTo("ann", "@env:NO_SUCH_VARIABLE")


class Help(unittest.TestCase):

    def test_help_shows_signature_and_properties(self):
        text = pydoc.render_doc(Sum, renderer=pydoc.plaintext)
        # newer Pythons put long signatures on several lines
        self.assertIn("Sum(Left,Right=1.0,Note='',*,Version=None,EnableLogging=True,Progress=None)", "".join(text.split()))
        self.assertIn("Adds two numbers.", text)
        self.assertIn("Left (number, needed)", text)
        self.assertIn("Must be at most 1", text)

    def test_signature(self):
        parameters = inspect.signature(Sum).parameters
        self.assertEqual(list(parameters), ["Left", "Right", "Note", "Version", "EnableLogging", "Progress"])
        self.assertIs(parameters["Left"].default, inspect.Parameter.empty)

    def test_all_names(self):
        self.assertLessEqual({"Sum", "Nothing", "Nil", "lambda_", "AlgorithmManager"}, set(simpleapi.__all__))
        self.assertIn("Sum", dir(simpleapi))


class Logging(unittest.TestCase):

    def test_what_a_run_says_goes_to_logging(self):
        with self.assertLogs("mantle", logging.INFO) as logs:
            Talk()
        self.assertIn("INFO:mantle.Talk:said to the log", logs.output)

    def test_what_is_said_before_and_after_it_is_watched_is_told_once(self):
        with self.assertLogs("mantle.Repeat", logging.INFO) as logs:
            Repeat()
        self.assertEqual(logs.output, ["INFO:mantle.Repeat:again"] * 7)

    def test_it_can_be_switched_off(self):
        with self.assertNoLogs("mantle.Talk") if hasattr(self, "assertNoLogs") else io.StringIO():
            Talk(EnableLogging=False)

    def test_progress_while_it_runs(self):
        told = []
        with self.assertLogs("mantle.Slow", logging.INFO) as logs:
            Slow(2, Progress=lambda fraction, message: told.append(fraction))
        self.assertEqual(logs.output, ["INFO:mantle.Slow:begins", "WARNING:mantle.Slow:ends"])
        self.assertEqual(told, sorted(told))
        self.assertGreater(len(told), 1)

    def test_a_listener_that_raises_cancels_the_run(self):
        def refuse(fraction, message):
            raise LookupError("enough")

        with self.assertRaisesRegex(LookupError, "enough"):
            Slow(60, Progress=refuse)
        self.assertEqual(Count("ab"), 2)


if __name__ == "__main__":
    unittest.main()
