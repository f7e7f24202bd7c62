"""Measures calls of algorithms from Python: PYTHONPATH=target/mantle/python python3 framework/python/src/bench/calls.py [ROUNDS]

Each figure is the median of the rounds, with the least and the most behind it. What is compared is measured in turn, in one run.
"""
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15


def figure(values, unit, scale=1.0):
    values = sorted(value * scale for value in values)
    return "%.4g %s (%.4g to %.4g)" % (statistics.median(values), unit, values[0], values[-1])


def process_seconds(words):
    began = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def cold():
    """From the start of an interpreter to the end of its first call, beside what others need to start."""
    java = shutil.which("java")
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "Bare.java")
        with open(source, "w") as file:
            file.write("public class Bare { public static void main(String[] a) {} }")
        subprocess.run(["javac", source], check=True)
        commands = {
            "first call": [sys.executable, "-c", "from mantle.simpleapi import Echo; Echo(Text='a')"],
            "python3 alone": [sys.executable, "-c", ""],
            "a bare JVM": [java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", folder, "Bare"],
        }
        if subprocess.run([sys.executable, "-c", "import httplib2"], stderr=subprocess.DEVNULL).returncode == 0:
            commands["import httplib2"] = [sys.executable, "-c", "import httplib2"]
        seconds = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, words in commands.items():
                seconds[name].append(process_seconds(words))
    for name, values in seconds.items():
        print("cold: %-16s %s" % (name, figure(values, "ms", 1000)))


def warm():
    from mantle import _host
    from mantle.simpleapi import Echo, SortValues, Wait
    for name, call in (("Wait(Seconds=0)", lambda: Wait(Seconds=0)), ("Echo(Text='a')", lambda: Echo(Text="a"))):
        for _ in range(10_000):
            call()
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            for _ in range(1000):
                call()
            rounds.append((time.perf_counter() - began) / 1000)
        print("warm: %-16s %s" % (name, figure(rounds, "us a call", 1e6)))
    numbers = [random.random() for _ in range(100_000)]
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert len(SortValues(numbers)) == len(numbers)
        rounds.append(time.perf_counter() - began)
    print("100,000 numbers in and out: " + figure(rounds, "ms", 1000))
    if os.path.exists("/proc"):
        with open("/proc/%d/status" % _host.connection()._pid) as status:
            memory = next(line for line in status if line.startswith("VmRSS"))
        print("memory of the host after that: %.0f MB" % (int(memory.split()[1]) / 1024))


if __name__ == "__main__":
    cold()
    warm()
