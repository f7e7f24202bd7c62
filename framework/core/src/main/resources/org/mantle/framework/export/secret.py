

def secret(variable, question):
    """Returns a secret: what the environment has, or what is typed. None is written down."""
    value = os.environ.get(variable) or getpass.getpass(question + ": ")
    return "@" + value if value.startswith("@") else value
