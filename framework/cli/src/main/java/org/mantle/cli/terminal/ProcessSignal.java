package org.mantle.cli.terminal;

import java.lang.reflect.Proxy;
import org.mantle.framework.type.Registration;

/**
 * Signals that this process takes in another way than the JVM does.
 *
 * <p>The JDK has signals in a class that compilers warn of, and that need not be there: it is looked for when it is needed.
 * Safe from many threads.
 *
 * @since 0.1.0
 */
public final class ProcessSignal {

    private ProcessSignal() {}

    /**
     * Registers what is done when a signal comes, in place of what was done before; never, where signals are not known, or whoever started
     * this process has it ignore that one.
     *
     * @param name the name of the signal without {@code SIG}, such as {@code INT}
     * @param action is called by a thread of the JVM's for each such signal
     * @return has the signal taken as before
     */
    public static Registration handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object mine = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> self == arguments[0];
                            case "toString" -> name;
                            default -> {
                                action.run();
                                yield null;
                            }
                        };
                    });
            Object wanted = signal.getConstructor(String.class).newInstance(name);
            Object before = signal.getMethod("handle", signal, handler).invoke(null, wanted, mine);
            if (handler.getField("SIG_IGN").get(null).equals(before)) {
                restore(signal, handler, wanted, before);
                return () -> {};
            }
            return () -> restore(signal, handler, wanted, before);
        } catch (ReflectiveOperationException e) {
            // no such class, or no such signal on this system
            return () -> {};
        }
    }

    private static void restore(Class<?> signal, Class<?> handler, Object wanted, Object before) {
        try {
            signal.getMethod("handle", signal, handler).invoke(null, wanted, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the signal was known a moment ago", e);
        }
    }
}
