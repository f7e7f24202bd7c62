#!/usr/bin/env python3
"""Runs again what Mantle ran.

Needs nothing but Python 3.6 and the mantle launcher, which the environment variable MANTLE names, or which is on the PATH.
Each call prints its outputs as JSON and returns them as a dict.
"""
import getpass
import json
import os
import shutil
import subprocess
import sys


class UnknownProperty(ValueError, TypeError):
    """An algorithm was given a property that it does not have."""


def algorithm(name):
    """Returns a function that runs an algorithm with the given inputs, by name; the newest version if none is given."""

    def run(*, Version=None, **inputs):
        launcher = os.environ.get("MANTLE") or shutil.which("mantle")
        if not launcher:
            raise RuntimeError("there is no mantle on the PATH; set MANTLE to the launcher, such as /opt/mantle/bin/mantle")
        command = [launcher, "run", "--properties", "-", "--json"]
        if Version is not None:
            command += ["--version", str(Version)]
        sys.stdout.flush()
        ended = subprocess.run(command + [name], input=json.dumps(inputs).encode("ascii"), stdout=subprocess.PIPE)
        try:
            report = json.loads(ended.stdout.decode("utf-8"))
        except ValueError:
            raise RuntimeError("%s did not run: mantle ended with %d and no report" % (name, ended.returncode)) from None
        status = report["status"]
        if status == "Completed":
            print(name, json.dumps(report["outputs"]))
            return report["outputs"]
        message = "%s: %s" % (name, report["error"]["message"])
        if status != "Invalid":
            raise RuntimeError(message)
        problems = report["problems"]
        if problems and all(problem["code"] == "unknownProperty" for problem in problems):
            raise UnknownProperty(message)
        raise ValueError(message)

    return run
