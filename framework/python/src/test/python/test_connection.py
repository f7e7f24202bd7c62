"""The reading that those who wait hand on to each other, with a host that says what it is told."""
import os
import sys
import threading
import unittest

from mantle import _process
from mantle._connection import PipeConnection

# answers each call with the texts that it asks for, in one write
HOST = """
import json, sys
while True:
    line = sys.stdin.buffer.readline()
    if not line:
        break
    call = json.loads(line.rpartition(b"\\x1e")[2])
    said = "".join("\\x1e" + json.dumps(answer) + "\\n" for answer in call.get("says", []))
    sys.stdout.buffer.write(said.encode())
    sys.stdout.buffer.flush()
"""


class Reading(unittest.TestCase):

    def setUp(self):
        self.connection = PipeConnection(*_process.start([sys.executable, "-c", HOST], dict(os.environ)))

    def tearDown(self):
        self.connection.close()

    def test_an_event_and_anothers_end_that_come_together(self):
        for _ in range(20):
            follower = self.connection.send({"call": "none"})
            got = []

            def follow():
                while True:
                    message = self.connection.wait(follower)
                    got.append(message)
                    if message is None or "event" not in message:
                        return

            leader = self.connection.send({"call": "none"})
            thread = threading.Thread(target=follow)
            reading = threading.Event()
            poll = PipeConnection._await_readable

            def note():
                reading.set()
                poll(self.connection)

            self.connection._await_readable = note
            main = threading.Thread(target=lambda: self.connection.wait(leader))
            main.start()
            self.assertTrue(reading.wait(30))
            thread.start()
            while not self.connection._blocked:
                pass
            self.connection.tell({"call": "say", "says": [{"id": follower.id, "event": "log"}, {"id": leader.id, "result": 1}]})
            main.join(30)
            self.connection.tell({"call": "say", "says": [{"id": follower.id, "result": 2}]})
            thread.join(30)
            self.assertEqual(got, [{"id": follower.id, "event": "log"}, {"id": follower.id, "result": 2}])

    def test_what_is_printed_is_told_without_parts_of_messages(self):
        from mantle import _wire
        read_end, write_end = os.pipe()
        os.write(write_end, b"printed\x1e{\"Password\": \"mark-4711\x1e{\"a\": 1}\nmore\x1e{\"Password\": \"mark-4711")
        os.close(write_end)
        strays = []
        reader = _wire.Reader(read_end, strays.append)
        self.assertEqual(reader.read(), {"a": 1})
        self.assertIsNone(reader.read())
        os.close(read_end)
        self.assertEqual(strays, ["printed", "more"])


if __name__ == "__main__":
    unittest.main()
