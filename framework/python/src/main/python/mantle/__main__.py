"""The mantle command: `python -m mantle list`, and what else `mantle help` shows.

python -m mantle stubs FOLDER writes type stubs of all algorithms, for editors: those of plugins, too.
"""
import os
import sys


def command():
    """Runs the command line of Mantle with the arguments of this program."""
    arguments = sys.argv[1:]
    if len(arguments) == 2 and arguments[0] == "stubs":
        print(write_stubs(arguments[1]))
        return 0
    from mantle._host import launcher_command
    from mantle.errors import HostError
    try:
        words = launcher_command() + arguments
    except HostError as e:
        print("mantle: %s" % e, file=sys.stderr)
        return 1
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(words[0], words)
    import subprocess
    return subprocess.call(words)


def write_stubs(folder):
    """Writes a package with type stubs of all algorithms (PEP 561), and returns the path of its one file."""
    from mantle._algorithms import call
    package = os.path.join(folder, "mantle-stubs")
    os.makedirs(package, exist_ok=True)
    path = os.path.join(package, "simpleapi.pyi")
    for name, text in (("simpleapi.pyi", call("stubs")), ("py.typed", "partial\n")):
        with open(os.path.join(package, name), "w", encoding="utf-8") as file:
            file.write(text)
    return path


if __name__ == "__main__":
    sys.exit(command())
