

def one(outputs, name):
    """Returns the one value of an output, which later calls take."""
    values = outputs[name] if isinstance(outputs[name], list) else [outputs[name]]
    if len(values) != 1:
        raise RuntimeError("%s has %d values, and the script goes on with one" % (name, len(values)))
    return values[0]


def wait(call, name, under_way, **inputs):
    """Repeats a call until its output no longer says that something is under way."""
    import time
    while call(**inputs)[name] in under_way:
        time.sleep(5)
