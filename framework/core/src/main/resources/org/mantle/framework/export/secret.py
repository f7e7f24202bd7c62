

def secret(variable, question):
    """Returns a secret: what the environment has, or what is typed at a terminal. None is written down."""
    value = os.environ.get(variable)
    if not value:
        if sys.stdin is None or not sys.stdin.isatty():
            stop("%s is missing, and nobody can be asked for it here; set and export %s, or write \"@file:PATH\" for the call of secret"
                 % (question, variable))
        try:
            value = getpass.getpass(question + ": ")
        except EOFError:
            value = ""
        if not value:
            stop("%s is missing: nothing was typed; start again, or set and export %s" % (question, variable))
    return "@" + value if value.startswith("@") else value
