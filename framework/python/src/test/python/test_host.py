"""The host's process: how it begins, ends and fails. Each test runs a program of its own."""
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest


def run(program, check=True, **environment):
    """Runs a program and returns what it printed, and what it said beside."""
    done = subprocess.run([sys.executable, "-X", "dev", "-c", textwrap.dedent(program)], capture_output=True, text=True,
                          timeout=120, env=dict(os.environ, **environment))
    if check and done.returncode != 0:
        raise AssertionError("exit code %d\n%s\n%s" % (done.returncode, done.stdout, done.stderr))
    return done.stdout, done.stderr


def gone(pid):
    """Waits until a process is gone."""
    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


PID = """
    def pid():
        from mantle import _host
        return _host.connection()._pid
"""


class Beginning(unittest.TestCase):

    def test_no_launcher(self):
        program = """
            import mantle
            try:
                mantle.run("Nothing")
            except mantle.HostError as e:
                print(e)
        """
        out, _ = run(program, MANTLE="/no/such/mantle")
        self.assertIn('the environment variable MANTLE names "/no/such/mantle" as the launcher of Mantle, where there is no file', out)
        out, _ = run(program, MANTLE="", PATH="/no")
        self.assertIn("set the environment variable MANTLE to its launcher", out)

    def test_a_launcher_that_ends_at_once(self):
        with tempfile.TemporaryDirectory() as folder:
            launcher = os.path.join(folder, "mantle")
            for script, words in (
                    ("echo 'mantle: no Java found on the path; install a Java 17 (or newer)' >&2; exit 1",
                     ["ended with exit code 1", "no Java found on the path; install a Java 17"]),
                    ("echo 'java.lang.UnsupportedClassVersionError: class file version 61.0' >&2; exit 1",
                     ["exit code 1", "is too old for Mantle, which needs Java 17 or newer"]),
                    ("kill -9 $$", ["was ended by SIGKILL"]),
                    ("exit 0", ["ended with exit code 0"])):
                with self.subTest(script):
                    with open(launcher, "w") as file:
                        file.write("#!/bin/sh\n" + script + "\n")
                    out, _ = run("""
                        import mantle
                        try:
                            mantle.run("Nothing")
                        except mantle.HostError as e:
                            print(e)
                    """, MANTLE=launcher)
                    for each in words:
                        self.assertIn(each, out)

    def test_what_is_printed_past_java_harms_no_message(self):
        out, err = run("""
            from mantle.simpleapi import Count
            print(Count("abc"), Count("ab"))
        """, HOST_PRINTS="1")
        self.assertEqual(out, "3 2\n")
        self.assertIn("something printed to the host's standard output: printed past Java", err)
        self.assertIn("and half a line", err)


class Ending(unittest.TestCase):

    def test_the_host_ends_with_the_interpreter(self):
        for ending in ("", "import sys; sys.exit(0)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
                       "import os; os._exit(0)"):
            with self.subTest(ending):
                out, _ = run(PID + """
    from mantle.simpleapi import Nothing
    Nothing()
    print(pid(), flush=True)
    """ + ending, check=False)
                self.assertTrue(gone(int(out)))

    def test_what_runs_is_cancelled_at_the_end(self):
        began = time.monotonic()
        out, _ = run(PID + """
    from mantle.simpleapi import Slow, Deaf
    run = Slow.start(60)
    deaf = Deaf.start()
    print(pid())
""")
        self.assertTrue(gone(int(out)))
        self.assertLess(time.monotonic() - began, 50)

    def test_shutdown_and_a_new_host(self):
        out, _ = run(PID + """
    import mantle
    from mantle.simpleapi import Count, AlgorithmManager
    Count("a")
    first = pid()
    algorithm = AlgorithmManager.create("Nothing")
    mantle.shutdown()
    print(first, Count("ab"), pid() != first)
    try:
        algorithm.execute()
    except mantle.HostError as e:
        print(e)
""")
        first, rest = out.split(" ", 1)
        self.assertTrue(gone(int(first)))
        self.assertEqual(rest.splitlines()[0], "2 True")
        self.assertIn("the instance of Nothing is gone with its host; create another", rest)

    def test_a_host_that_dies_in_a_call(self):
        out, err = run("""
            import mantle
            from mantle.simpleapi import *
            run = Slow.start(60)
            try:
                EndHost()
            except mantle.HostError as e:
                print(e)
            print(type(run.exception(30)).__name__)
            print(Count("abc"))
        """)
        self.assertIn("ended with exit code 7; what ran may be half done", out)
        self.assertIn("about to end", out)
        self.assertEqual(out.splitlines()[-2:], ["HostError", "3"])

    def test_a_host_that_is_killed_between_calls(self):
        out, _ = run(PID + """
    import mantle, os, signal
    from mantle.simpleapi import Count
    Count("a")
    os.kill(pid(), signal.SIGKILL)
    try:
        while True:
            Count("a")
    except mantle.HostError as e:
        print(e)
    print(Count("ab"))
""")
        self.assertIn("was ended by SIGKILL", out)
        self.assertEqual(out.splitlines()[-1], "2")


    def test_a_host_without_memory_for_a_call(self):
        out, _ = run("""
            import mantle
            from mantle.simpleapi import Count
            Count("a")
            try:
                Count("a" * 50_000_000)
            except mantle.HostError as e:
                print(e)
            print(Count("ab"))
        """, HOST_JAVA_OPTIONS="-Xmx32m")
        self.assertIn("ended with exit code 1; what ran may be half done", out)
        self.assertIn("the program's messages cannot be read any more: java.lang.OutOfMemoryError", out)
        self.assertEqual(out.splitlines()[-1], "2")


class Forks(unittest.TestCase):

    def test_a_fork_says_what_to_do_and_harms_nobody(self):
        out, _ = run("""
            import os, sys, warnings
            warnings.simplefilter("ignore", DeprecationWarning)
            import mantle
            from mantle.simpleapi import Count
            Count("a")
            child = os.fork()
            if child == 0:
                try:
                    Count("a")
                except mantle.HostError as e:
                    print("child:", e, flush=True)
                mantle.shutdown()
                print("child:", Count("abc"), flush=True)
                mantle.shutdown()
                os._exit(0)
            os.waitpid(child, 0)
            print("parent:", Count("ab"))
        """)
        lines = out.splitlines()
        self.assertIn("this process was forked", lines[0])
        self.assertIn("mantle.shutdown()", lines[0])
        self.assertEqual(lines[1:], ["child: 3", "parent: 2"])

    def test_a_child_that_lives_on_keeps_no_host_alive(self):
        out, _ = run(PID + """
    import os, time, warnings
    warnings.simplefilter("ignore", DeprecationWarning)
    from mantle.simpleapi import Nothing
    Nothing()
    print(pid(), flush=True)
    child = os.fork()
    if child == 0:
        # the test ends it
        os.close(1)
        os.close(2)
        time.sleep(60)
        os._exit(0)
    print(child, flush=True)
""")
        host, child = map(int, out.split())
        try:
            self.assertTrue(gone(host))
        finally:
            os.kill(child, signal.SIGKILL)


class Interrupts(unittest.TestCase):

    def interrupted(self, program, count=1):
        """Runs a program, sends it Ctrl-C when it has said so, and returns what it printed."""
        process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True)
        try:
            for _ in range(count):
                self.assertEqual(process.stdout.readline(), "now\n")
                process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=120)
        finally:
            process.kill()
            process.wait()
        self.assertEqual(process.returncode, 0, out)
        return out

    def test_ctrl_c_cancels_the_run_and_leaves_the_interpreter_usable(self):
        out = self.interrupted("""
            from mantle.simpleapi import *
            import mantle
            begun = []
            def begins(fraction, message):
                if not begun:
                    begun.append(1)
                    print("now", flush=True)
            try:
                Slow(60, Progress=begins)
            except KeyboardInterrupt:
                print("interrupted")
            print(Count("abc"), mantle.history(5)[-2]["status"])
        """)
        self.assertEqual(out.splitlines(), ["interrupted", "3 Cancelled"])

    def test_a_second_one_leaves_at_once(self):
        out = self.interrupted("""
            from mantle.simpleapi import *
            from mantle import _host
            Count("a")
            def cancel(pending, cancel=_host.connection().cancel):
                cancel(pending)
                print("now", flush=True)
            _host.connection().cancel = cancel
            try:
                Deaf(Progress=lambda fraction, message: print("now", flush=True))
            except KeyboardInterrupt:
                print("interrupted")
            try:
                print(Count("abc"))
            except RuntimeError as e:
                print(e)
            print(Count("abc"))
        """, 2)
        lines = [line for line in out.splitlines() if line != "now"]
        self.assertEqual((lines[0], lines[-1]), ("interrupted", "3"))

    def test_a_handler_of_ones_own_is_called_when_the_run_has_ended(self):
        out = self.interrupted("""
            import signal
            from mantle.simpleapi import *
            def mine(number, frame):
                print("mine")
            signal.signal(signal.SIGINT, mine)
            begun = []
            def begins(fraction, message):
                if not begun:
                    begun.append(1)
                    print("now", flush=True)
            try:
                Slow(60, Progress=begins)
            except RuntimeError as e:
                print(e)
        """)
        self.assertEqual(out.splitlines(), ["mine", "Slow was cancelled"])

    def test_a_handler_of_ones_own_is_back_after_a_call(self):
        out, _ = run("""
            import signal
            from mantle.simpleapi import Nothing
            def mine(number, frame):
                print("mine")
            signal.signal(signal.SIGINT, mine)
            Nothing()
            signal.raise_signal(signal.SIGINT)
        """)
        self.assertEqual(out, "mine\n")


if __name__ == "__main__":
    # a shell lets what runs behind it ignore Ctrl-C, and so would all that begins here
    signal.signal(signal.SIGINT, signal.default_int_handler)
    unittest.main()
