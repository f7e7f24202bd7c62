"""python -m mantle stubs FOLDER: writes type stubs of all algorithms for editors."""
import sys


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "stubs":
        from mantle._documentation import write_stubs
        print(write_stubs(arguments[1]))
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
