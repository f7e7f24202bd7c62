package org.mantle.cli.terminal;

import java.lang.reflect.Proxy;
import org.mantle.framework.type.Registration;

/**
 * The signal by which a shell lets a program go on that was stopped by Ctrl-Z.
 *
 * <p>The JDK has signals in a class that compilers warn of, and that need not be there: it is looked for when it is needed.
 */
final class ContinueSignal {

    private static final String NAME = "CONT";

    private ContinueSignal() {}

    /** Registers what is done when the program goes on; never, where signals are not known. */
    static Registration onContinue(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object mine = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> self == arguments[0];
                            case "toString" -> NAME;
                            default -> {
                                action.run();
                                yield null;
                            }
                        };
                    });
            Object continued = signal.getConstructor(String.class).newInstance(NAME);
            Object before = signal.getMethod("handle", signal, handler).invoke(null, continued, mine);
            return () -> restore(signal, handler, continued, before);
        } catch (ReflectiveOperationException e) {
            // no such class, or no such signal on this system
            return () -> {};
        }
    }

    private static void restore(Class<?> signal, Class<?> handler, Object continued, Object before) {
        try {
            signal.getMethod("handle", signal, handler).invoke(null, continued, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the signal was known a moment ago", e);
        }
    }
}
