"""Plugins in Python while a program goes on: new ones, changed ones and wrong ones. Each test runs a program of its own."""
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

BEGIN = """
import os
FOLDER = os.environ["HOST_PLUGINS"]

def write(name, text):
    part = os.path.join(FOLDER, "." + name)
    with open(part, "w") as file:
        file.write("from mantle.algorithm import *\\n" + text)
    os.replace(part, os.path.join(FOLDER, name))

def power(properties, formula):
    lines = ["class Power(PythonAlgorithm):", "    'Raises.'", "    def PyInit(self):"]
    lines += ["        self.declareProperty(%s)" % each for each in properties]
    lines += ["        self.declareProperty(IntProperty('Result', direction=Direction.Output))", "    def PyExec(self):"]
    lines += ["        %s = self.getProperty(%r).value" % (each, each) for each in ("Base", "Exponent")]
    lines += ["        self.setProperty('Result', %s)" % formula, ""]
    write("power.py", "\\n".join(lines))

"""


def run(program):
    """Runs a program that has a folder of plugins of its own, and returns what it printed, and what it said beside."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, "-X", "dev", "-c", BEGIN + textwrap.dedent(program)], capture_output=True,
                              text=True, timeout=120, env=dict(os.environ, HOST_PLUGINS=folder))
    if done.returncode != 0:
        raise AssertionError("exit code %d\n%s\n%s" % (done.returncode, done.stdout, done.stderr))
    return done.stdout.splitlines(), done.stderr


class Changes(unittest.TestCase):

    def test_new_and_changed_ones_are_there_at_once(self):
        out, _ = run("""
            import mantle
            from mantle import simpleapi
            try:
                mantle.run("Power", 2, 5)
            except ValueError as e:
                print(e)
            power(["'Base', 1", "'Exponent', 1"], "Base ** Exponent")
            print(simpleapi.Power(2, 5), simpleapi.Power(Base=2, Exponent=3))
            # the code alone
            power(["'Base', 1", "'Exponent', 1"], "-(Base ** Exponent)")
            print(simpleapi.Power(2, 5))
            # other places, and another default
            power(["'Exponent', 3", "'Base', 1"], "Base ** Exponent")
            print(simpleapi.Power(2, 5), simpleapi.Power(Base=2), simpleapi.Power.start(2, 5).result())
            power(["'Base', 1", "'Exponent', 1"], "Base ** Exponent")
            print(simpleapi.Power.start(2, 5).result())
            power(["'Exponent', 3", "'Base', 1"], "Base ** Exponent")
            print(simpleapi.Power.validate(2, "five")[0].property)
            # another output
            power(["'Base', 1", "'Exponent', 1", "'Word', 'w', Direction.Output"], "Base ** Exponent")
            print(simpleapi.Power(Base=2), simpleapi.Power(Base=3))
            os.remove(os.path.join(FOLDER, "power.py"))
            try:
                simpleapi.Power(2, 5)
            except ValueError as e:
                print(e)
        """)
        self.assertIn('there is no algorithm "Power"', out[0])
        self.assertEqual(out[1:5], ["32 8", "-32", "25 8 25", "32"])
        self.assertEqual(out[5], "Base")
        self.assertEqual(out[6], "PowerResult(Word='w', Result=2) PowerResult(Word='w', Result=3)")
        self.assertIn('there is no algorithm "Power"', out[7])

    def test_an_instance_of_a_former_state_says_what_to_do(self):
        out, _ = run("""
            from mantle.simpleapi import AlgorithmManager
            power(["'Base', 1", "'Exponent', 1"], "Base ** Exponent")
            before = AlgorithmManager.create("Power")
            power(["'Base', 1", "'Exponent', 1"], "Base * Exponent")
            print(before.execute(), before.error)
            after = AlgorithmManager.create("Power")
            after.setProperties({"Base": 3, "Exponent": 4})
            print(after.execute(), after.getProperty("Result").value)
        """)
        self.assertIn("False Power v1 failed: power.py was replaced meanwhile: call it again, by a new instance", out[0])
        self.assertEqual(out[1], "True 12")


class Faults(unittest.TestCase):

    def test_what_is_wrong_is_told_once_and_where_the_name_is_missed(self):
        out, said = run("""
            write("broken.py", "class Broken(PythonAlgorithm):\\n    def PyExec(self) pass\\n")
            write("lost.py", "import no_such_library\\nclass Lost(PythonAlgorithm):\\n    def PyExec(self): pass\\n")
            write("wrong.py", "class Wrong(PythonAlgorithm):\\n    'W.'\\n    def PyInit(self): self.declareProperty('A', [])\\n"
                  "    def PyExec(self): pass\\n")
            import mantle
            from mantle.simpleapi import *
            from mantle.simpleapi import AlgorithmManager, Nothing
            for name in ("Broken", "lost", "Wrong"):
                try:
                    mantle.run(name)
                except mantle.UnknownAlgorithm as e:
                    print(e)
            try:
                from mantle.simpleapi import Broken
            except ImportError as e:
                print(type(e).__name__, e)
            write("broken.py", "class Broken(PythonAlgorithm):\\n    'B.'\\n    def PyExec(self): pass\\n")
            from mantle.simpleapi import Broken
            print(Broken())
        """)
        self.assertIn('the algorithm "Broken" cannot be used: it cannot be read: SyntaxError', out[0])
        self.assertIn("broken.py:3", out[0])
        self.assertIn('the algorithm "lost" cannot be used: it cannot be read: ModuleNotFoundError', out[1])
        self.assertIn("the kind of A cannot be told by its default", out[2])
        self.assertIn('ImportError the algorithm "Broken" cannot be used', out[3])
        self.assertEqual(out[4], "None")
        for file, fault in (("broken.py", "SyntaxError"), ("lost.py", "no_such_library"), ("wrong.py", "the kind of A")):
            lines = [line for line in said.splitlines() if file in line and fault in line]
            self.assertEqual(len(lines), 1, said)


class Names(unittest.TestCase):

    def test_a_misspelt_import_says_what_is_meant(self):
        out, _ = run("""
            import mantle.simpleapi
            try:
                from mantle.simpleapi import Nothin
            except ImportError as e:
                print(type(e).__name__, e)
            try:
                mantle.simpleapi.Nothin
            except AttributeError as e:
                print(type(e).__name__, e)
            print(hasattr(mantle.simpleapi, "Nothin"), hasattr(mantle.simpleapi, "Nothing"))
        """)
        self.assertEqual(out[0], 'ImportError there is no algorithm "Nothin"; did you mean Nothing?')
        self.assertEqual(out[1], 'AttributeError there is no algorithm "Nothin"; did you mean Nothing?')
        self.assertEqual(out[2], "False True")


if __name__ == "__main__":
    unittest.main()
