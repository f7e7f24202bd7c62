

def one(outputs, name):
    """Returns the one value of an output, which later calls take."""
    print(outputs)
    value = getattr(outputs, name, outputs)
    values = value if isinstance(value, list) else [value]
    if len(values) != 1:
        raise RuntimeError("%s has %d values, and the script goes on with one" % (name, len(values)))
    return values[0]


def wait(call, name, under_way, **inputs):
    """Repeats a call until its output no longer says that something is under way."""
    while True:
        outputs = call(**inputs)
        if getattr(outputs, name, outputs) not in under_way:
            return
        time.sleep(5)
