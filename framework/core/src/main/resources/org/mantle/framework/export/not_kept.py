

def not_kept(name, what):
    """Stops where the history kept too little; put the value in place of the call."""
    stop("the history kept no more of %s than %s; write the value into this script" % (name, what))
