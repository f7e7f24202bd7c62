

def stop(message):
    """Ends the script before a call for which something is missing."""
    print(message, file=sys.stderr)
    sys.exit(2)
