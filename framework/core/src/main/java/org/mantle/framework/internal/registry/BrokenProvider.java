package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.internal.text.AuthorCode;
import org.mantle.framework.internal.text.CodeLocation;
import org.mantle.framework.internal.text.FailureMessage;

/** Says, in words for its author, why a class that a jar names as its provider cannot be one. */
public final class BrokenProvider {

    private static final String INTERFACE = AlgorithmProvider.class.getName();

    private final @Nullable String source;
    private final ClassLoader loader;

    /**
     * Explains what one class loader sees.
     *
     * @param source the jar or folder that is read, for messages; {@code null} where there are many
     */
    BrokenProvider(@Nullable String source, ClassLoader loader) {
        this.source = source;
        this.loader = loader;
    }

    /** Returns what stands for the provider that ServiceLoader could not make. */
    RegistryPlugin plugin(Throwable thrown) {
        String name = name(String.valueOf(thrown.getMessage()));
        @Nullable Class<?> type = name.isEmpty() ? null : type(name);
        Throwable why =
                thrown instanceof ServiceConfigurationError && thrown.getCause() != null ? thrown.getCause() : thrown;
        String location = type == null ? "" : CodeLocation.of(type);
        RegistryPlugin plugin =
                new RegistryPlugin(source != null ? source : name.isEmpty() ? INTERFACE : name + location);
        if (name.isEmpty()) {
            plugin.fault(thrown);
        } else {
            String words = "its provider " + name + " "
                    + fault(name, loader)
                            .orElseGet(() -> "cannot be made: "
                                    + (type == null ? FailureMessage.withKind(why) : AuthorCode.words(why, type)));
            plugin.fault(words, thrown);
        }
        return plugin;
    }

    private @Nullable Class<?> type(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** Returns the provider that a message of ServiceLoader names, the longest name that fits; empty when there is none. */
    private String name(String message) {
        String longest = "";
        try {
            for (String name : ProviderNames.seenBy(loader)) {
                boolean named = (" " + message + " ").contains(" " + name + " ");
                longest = named && name.length() > longest.length() ? name : longest;
            }
        } catch (IOException e) {
            // then the words of the JDK must do
            return longest;
        }
        return longest;
    }

    /** Returns what is wrong with a class as a provider, in words that can follow its name; empty when one can be made. */
    public static Optional<String> fault(String name, ClassLoader loader) {
        try {
            return Optional.ofNullable(fault(Class.forName(name, false, loader)));
        } catch (ClassNotFoundException e) {
            return Optional.of("is not there: " + ProviderNames.FILE
                    + " must name a class of the same jar, or be left to the build;"
                    + " if it is no longer among your sources, clean the build");
        } catch (LinkageError e) {
            return Optional.of("cannot be loaded: " + FailureMessage.withKind(e));
        }
    }

    private static @Nullable String fault(Class<?> type) {
        if (!AlgorithmProvider.class.isAssignableFrom(type)) {
            return notAProvider(type);
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return "is abstract; name a class of which an instance can be made";
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            return "is not public; make the class public, and its constructor if it has one";
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return null;
            }
        }
        return "has no public constructor without parameters; give it one";
    }

    private static String notAProvider(Class<?> type) {
        for (Class<?> of : type.getInterfaces()) {
            if (of.getName().equals(INTERFACE)) {
                return "implements the " + INTERFACE + " of another copy of the framework" + CodeLocation.of(of)
                        + "; leave that copy out (in Maven, by the scope provided): the host brings it";
            }
        }
        return Algorithm.class.isAssignableFrom(type)
                ? "is an algorithm, and no provider; name a class that implements " + INTERFACE + " and hands it over"
                : "is no provider; let it implement " + INTERFACE;
    }
}
