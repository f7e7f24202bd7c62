"""Runs that go on while the program does, instances, and the manager."""
import asyncio
import gc
import threading
import unittest

import mantle
from mantle.simpleapi import *


class Runs(unittest.TestCase):

    def test_a_run_has_state_progress_and_result(self):
        run = Slow.start(2)
        self.assertIn(run.state, ("Waiting", "Running"))
        # steps of 0.05 s
        self.assertEqual(run.result(), 40)
        self.assertEqual(run.state, "Completed")
        self.assertTrue(run.done())
        self.assertIsNotNone(run.progress.fraction)
        self.assertEqual(run.log, ["info: begins", "warning: ends"])
        self.assertIsNone(run.exception())

    def test_cancel(self):
        run = mantle.start("Slow", 60)
        run.cancel()
        with self.assertRaisesRegex(RuntimeError, "Slow was cancelled"):
            run.result(30)
        self.assertEqual(run.state, "Cancelled")
        self.assertIsInstance(run.exception(), mantle.AlgorithmCancelled)

    def test_a_time_limit_ends_the_waiting_alone(self):
        run = Slow.start(60)
        with self.assertRaisesRegex(TimeoutError, "still under way"):
            run.result(0.05)
        self.assertFalse(run.done())
        run.cancel()
        run.exception(30)

    def test_refused_before_it_begins(self):
        with self.assertRaises(ValueError):
            Sum.start(Left="x")
        with self.assertRaises(mantle.UnknownAlgorithm):
            mantle.start("Summ")

    def test_a_callback_is_called_once(self):
        called = []
        ended = threading.Event()
        run = Slow.start(0.1)
        run.on_done(lambda ended_run: (called.append(ended_run.state), ended.set()))
        self.assertTrue(ended.wait(30))
        run.on_done(lambda ended_run: called.append("late"))
        self.assertEqual(called, ["Completed", "late"])

    def test_asyncio(self):
        async def several():
            return await asyncio.gather(*(Slow.start(0.2) for _ in range(5)))

        self.assertEqual(asyncio.run(several()), [4] * 5)

    def test_a_cancelled_task_cancels_its_run(self):
        runs = []

        async def task():
            runs.append(Slow.start(60))
            await runs[0]

        async def impatient():
            await asyncio.wait_for(task(), 0.2)

        with self.assertRaises((asyncio.TimeoutError, TimeoutError)):
            asyncio.run(impatient())
        self.assertIsInstance(runs[0].exception(30), mantle.AlgorithmCancelled)

    def test_many_at_once_from_threads(self):
        results = []

        def work(number):
            for i in range(50):
                results.append(Sum(Left=number, Right=i).Sum == number + i)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        long = [Slow.start(0.5) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(results, [True] * 400)
        self.assertEqual([run.result(60) for run in long], [10] * 4)

    def test_a_call_behind_quick_ones_that_takes_long_holds_up_nobody(self):
        from mantle import _host
        connection = _host.connection()
        for rounds in range(3):
            for _ in range(300):
                Nothing()
            long = connection.send({"call": "run", "algorithm": "Slow", "inputs": {"Seconds": 3600}})
            self.assertEqual(Count("ab"), 2)
            connection.cancel(long)
            self.assertEqual(self.report(connection, long)["status"], "Cancelled")

    def test_a_cancellation_that_comes_before_the_run_has_begun(self):
        import mantle._host
        # a new host reads the classes that a run needs when the first begins
        mantle.shutdown()
        connection = mantle._host.connection()
        calls = [connection.send({"call": "run", "algorithm": "Slow", "inputs": {"Seconds": 3600}}) for _ in range(3)]
        for call in calls:
            connection.cancel(call)
        for call in calls:
            self.assertEqual(self.report(connection, call)["status"], "Cancelled")

    def report(self, connection, call):
        """Waits for the end of a call that was sent."""
        while True:
            answer = connection.wait(call)
            if "event" not in answer:
                return answer["report"]

    def test_a_call_does_not_wait_for_one_whose_listener_is_slow(self):
        held = threading.Event()
        reached = threading.Event()

        def hold(fraction, message):
            reached.set()
            held.wait(60)

        thread = threading.Thread(target=lambda: Slow(3, Progress=hold))
        thread.start()
        self.assertTrue(reached.wait(60))
        self.assertEqual(Count("ab"), 2)
        held.set()
        thread.join(60)


class Instances(unittest.TestCase):

    def test_one_that_is_collected_while_a_call_holds_its_locks(self):
        from mantle import _host
        connection = _host.connection()
        done = []

        def collect():
            for lock in (connection._lock, connection._writer._lock, connection._reading):
                instance = AlgorithmManager.createUnmanaged("Nothing")
                with lock:
                    # as the interpreter does wherever it likes
                    del instance
                    gc.collect()
                done.append(lock)

        thread = threading.Thread(target=collect, daemon=True)
        thread.start()
        thread.join(60)
        self.assertEqual(len(done), 3)
        # told with the next call
        Nothing()
        self.assertFalse(connection._released)

    def test_mantids_verbs(self):
        algorithm = AlgorithmManager.create("Sum")
        algorithm.initialize()
        algorithm.setProperty("Left", 2)
        algorithm.setPropertyValue("Right", "40")
        self.assertFalse(algorithm.isExecuted())
        self.assertTrue(algorithm.execute())
        self.assertTrue(algorithm.isExecuted())
        self.assertEqual(algorithm.getProperty("Sum").value, 42.0)
        self.assertEqual(algorithm.getPropertyValue("left"), "2")
        self.assertEqual((algorithm.name(), algorithm.version(), algorithm.categories()), ("Sum", 2, ["Tests"]))

    def test_the_rarer_verbs(self):
        algorithm = AlgorithmManager.create("Sum")
        self.assertEqual(algorithm.category(), "Tests")
        self.assertEqual(algorithm.mandatoryProperties(), ["Left"])
        self.assertEqual(algorithm.outputProperties(), ["Sum", "Said", "Numbers"])
        self.assertEqual(algorithm.inoutProperties(), [])
        self.assertEqual(list(algorithm), algorithm.orderedProperties())
        self.assertEqual(len(algorithm), algorithm.propertyCount())
        self.assertTrue("left" in algorithm and "Up" not in algorithm)
        self.assertTrue(algorithm.isDefault("Right") and algorithm["Right"].isDefault)
        algorithm["Right"] = 5
        self.assertFalse(algorithm.isDefault("right"))
        algorithm["Right"].value = 1
        self.assertTrue(algorithm.isDefault("Right"))
        algorithm.setProperties('{"Left": 2, "Right": 3}')
        self.assertTrue(algorithm.execute())
        self.assertEqual(algorithm["Sum"].value, 5.0)
        with self.assertRaises(mantle.UnknownProperty):
            algorithm.isDefault("Up")

    def test_a_child_leaves_no_object_in_the_store(self):
        for is_child, left in ((True, []), (False, ["kept"])):
            algorithm = AlgorithmManager.createUnmanaged("Keep")
            self.assertFalse(algorithm.isChild())
            algorithm.setChild(is_child)
            self.assertEqual(algorithm.isChild(), is_child)
            algorithm.setProperty("Object", "kept")
            self.assertTrue(algorithm.execute(), algorithm.error)
            self.assertEqual(mantle.objects(), left)

    def test_a_refused_value_leaves_the_one_before(self):
        algorithm = AlgorithmManager.createUnmanaged("Sum", 2)
        algorithm.setProperty("Left", 2)
        with self.assertRaises(ValueError):
            algorithm.setProperty("Left", "x")
        with self.assertRaises(mantle.UnknownProperty):
            algorithm.setProperty("Lft", 1)
        with self.assertRaises(mantle.UnknownProperty):
            algorithm.getPropertyValue("Lft")
        self.assertEqual(algorithm.getProperty("Left").value, 2.0)

    def test_a_failure_is_false_and_raised_when_asked_for(self):
        algorithm = AlgorithmManager.create("Sum")
        algorithm.setProperty("Left", 13)
        self.assertFalse(algorithm.execute())
        self.assertIn("bad luck", str(algorithm.error))
        algorithm.setRethrows(True)
        with self.assertRaisesRegex(RuntimeError, "bad luck"):
            algorithm.execute()
        algorithm.setProperty("Left", 1)
        self.assertTrue(algorithm.execute())

    def test_a_missing_value_is_told_when_it_is_executed(self):
        with self.assertRaisesRegex(ValueError, "Sum.Left: a value is needed"):
            AlgorithmManager.create("Sum").execute()

    def test_cancel_of_an_instance(self):
        algorithm = AlgorithmManager.create("Slow")
        run = algorithm.executeAsync()
        self.assertTrue(algorithm.isRunning())
        self.assertIn(algorithm.getAlgorithmID(),
                      [each.getAlgorithmID() for each in AlgorithmManager.runningInstancesOf("Slow")])
        algorithm.cancel()
        self.assertIsInstance(run.exception(30), mantle.AlgorithmCancelled)

    def test_the_manager_finds_and_forgets(self):
        algorithm = AlgorithmManager.create("Nothing")
        number = algorithm.getAlgorithmID()
        self.assertEqual(AlgorithmManager.getAlgorithm(number).getAlgorithmID(), number)
        self.assertEqual(AlgorithmManager.newestInstanceOf("Nothing").getAlgorithmID(), number)
        self.assertTrue(AlgorithmManager.removeById(number))
        self.assertIsNone(AlgorithmManager.getAlgorithm(number))

    def test_unknown_names(self):
        with self.assertRaisesRegex(ValueError, "did you mean Sum?"):
            AlgorithmManager.create("Summ")


if __name__ == "__main__":
    unittest.main()
