/**
 * Python: a host of algorithms for one program in Python, and algorithms that are written in Python.
 *
 * <p>The Python package itself is in {@code src/main/python}; it starts a {@code ScriptHost} and speaks with it. Knows no algorithm.
 */
module org.mantle.python {
    requires static transitive org.jspecify;
    requires org.mantle.commons;
    requires transitive org.mantle.framework;

    exports org.mantle.python;
}
