package org.mantle.framework.internal.declare;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.internal.compiled.AlgorithmCalls;
import org.mantle.framework.internal.compiled.AlgorithmOrigin;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;

/** An algorithm that a static method is; its class is found by its name when it is first needed. */
public final class AlgorithmMethodOrigin implements AlgorithmOrigin {

    private static final char SEPARATOR = '#';

    private final MethodHandles.Lookup lookup;
    private final String typeName;
    private final String methodName;
    private final String location;

    public AlgorithmMethodOrigin(MethodHandles.Lookup lookup, String typeName, String methodName, String location) {
        this.lookup = lookup;
        this.typeName = typeName;
        this.methodName = methodName;
        this.location = location;
    }

    /** Returns the origin of the name that an index keeps: that of a class, or of a class and its method. */
    public static AlgorithmOrigin of(MethodHandles.Lookup lookup, String name, String location) {
        int separator = name.indexOf(SEPARATOR);
        return separator < 0
                ? new AlgorithmClass(lookup, name, location)
                : new AlgorithmMethodOrigin(lookup, typeName(name), name.substring(separator + 1), location);
    }

    /** Returns the class that the name of an origin begins with. */
    public static String typeName(String originName) {
        int separator = originName.indexOf(SEPARATOR);
        return separator < 0 ? originName : originName.substring(0, separator);
    }

    /** Returns the names of the annotated methods of a class, in alphabetical order: a JVM gives them in any. */
    public static List<String> methodsOf(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(AlgorithmMethod.class)) {
                names.add(method.getName());
            }
        }
        return names.stream().distinct().sorted().toList();
    }

    @Override
    public String name() {
        return typeName + SEPARATOR + methodName;
    }

    @Override
    public String source() {
        return name() + location;
    }

    @Override
    public AlgorithmOrigin.Declared declare() throws Throwable {
        Method method = method(AlgorithmClass.find(lookup, typeName));
        MethodPlan plan;
        try {
            plan = new MethodPlan(lookup, method, method.getAnnotation(AlgorithmMethod.class));
        } catch (IllegalAccessException e) {
            throw wrong("its provider's lookup cannot reach the method or its record", e);
        }
        DeclarationReader declaration = new DeclarationReader(plan.faults());
        plan.declare(declaration);
        return declaration.compile(() -> new MethodAlgorithm(plan), source());
    }

    private Method method(Class<?> type) {
        @Nullable Method found = null;
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(methodName) && method.isAnnotationPresent(AlgorithmMethod.class)) {
                if (found != null) {
                    throw wrong("there are several annotated methods of that name", null);
                }
                found = method;
            }
        }
        if (found == null) {
            throw wrong("its method is not there", null);
        }
        return found;
    }

    private RuntimeException wrong(String why, @Nullable Throwable cause) {
        return InvalidDeclarationException.of(name(), RegistryFault.INVALID_CLASS, List.of(why), cause);
    }

    /** Calls the method once for every run. */
    private static final class MethodAlgorithm extends Algorithm {

        private final MethodPlan plan;

        MethodAlgorithm(MethodPlan plan) {
            this.plan = plan;
        }

        @Override
        protected void declare(Declaration declaration) {
            plan.declare(declaration);
        }

        @Override
        protected void execute(Context run) throws Exception {
            // this class is no author's
            @Nullable ClassLoader before = AlgorithmCalls.enter(plan.loader());
            try {
                plan.execute(run);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                // foreign code: a method may declare this too
                throw new InvocationTargetException(e);
            } finally {
                AlgorithmCalls.enter(before);
            }
        }
    }
}
