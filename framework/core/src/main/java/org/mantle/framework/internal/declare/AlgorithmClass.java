package org.mantle.framework.internal.declare;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.internal.compiled.AlgorithmCalls;
import org.mantle.framework.internal.compiled.AlgorithmFactory;
import org.mantle.framework.internal.compiled.AlgorithmOrigin;
import org.mantle.framework.internal.text.CodeLocation;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;

/** An algorithm that a class declares; the class is found by its name when it is first needed. */
public final class AlgorithmClass implements AlgorithmOrigin {

    private final MethodHandles.Lookup lookup;
    private final String name;
    private final String location;
    private final @Nullable Class<?> known;

    /**
     * Names a class.
     *
     * @param location where it comes from, with the word before it
     */
    public AlgorithmClass(MethodHandles.Lookup lookup, String name, String location) {
        this(lookup, name, location, null);
    }

    public AlgorithmClass(MethodHandles.Lookup lookup, Class<?> type) {
        this(lookup, type.getName(), CodeLocation.of(type), type);
    }

    private AlgorithmClass(MethodHandles.Lookup lookup, String name, String location, @Nullable Class<?> known) {
        this.lookup = lookup;
        this.name = name;
        this.location = location;
        this.known = known;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String source() {
        return name + location;
    }

    @Override
    public AlgorithmOrigin.Declared declare() throws Throwable {
        AlgorithmFactory factory = factory(type());
        DeclarationReader declaration = new DeclarationReader();
        AlgorithmCalls.declare(factory.create(), declaration);
        return declaration.compile(factory, source());
    }

    private Class<?> type() {
        return known != null ? known : find(lookup, name);
    }

    static Class<?> find(MethodHandles.Lookup lookup, String name) {
        try {
            return lookup.findClass(name);
        } catch (ClassNotFoundException e) {
            throw wrong(name, "its class is not there", e);
        } catch (IllegalAccessException e) {
            throw wrong(name, "its provider's lookup cannot reach its class", e);
        }
    }

    private AlgorithmFactory factory(Class<?> type) {
        if (!Algorithm.class.isAssignableFrom(type)) {
            throw wrong(name, "it is no " + Algorithm.class.getName(), null);
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw wrong(name, "it is abstract and cannot be run", null);
        }
        try {
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Algorithm.class));
            return new Constructor(constructor);
        } catch (ReflectiveOperationException e) {
            throw wrong(name, "it needs a constructor without parameters that its provider's lookup can reach", e);
        }
    }

    private record Constructor(MethodHandle handle) implements AlgorithmFactory {
        @Override
        public Algorithm create() throws Throwable {
            return (Algorithm) handle.invokeExact();
        }
    }

    private static RuntimeException wrong(String name, String why, @Nullable Throwable cause) {
        return InvalidDeclarationException.of(name, RegistryFault.INVALID_CLASS, List.of(why), cause);
    }
}
