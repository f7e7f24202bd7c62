package org.mantle.framework.internal.compiled;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;

/** Calls what an author wrote, which is for nobody else to call. Whatever the author's code throws leaves as it is. */
public final class AlgorithmCalls {

    private static final MethodHandle DECLARE;
    private static final MethodHandle VALIDATE_INPUTS;
    private static final MethodHandle EXECUTE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Algorithm.class, MethodHandles.lookup());
            DECLARE = lookup.findVirtual(
                    Algorithm.class, "declare", MethodType.methodType(void.class, Declaration.class));
            VALIDATE_INPUTS = lookup.findVirtual(
                    Algorithm.class, "validateInputs", MethodType.methodType(void.class, Inputs.class, Problems.class));
            EXECUTE = lookup.findVirtual(Algorithm.class, "execute", MethodType.methodType(void.class, Context.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private AlgorithmCalls() {}

    public static void declare(Algorithm algorithm, Declaration declaration) throws Throwable {
        DECLARE.invokeExact(algorithm, declaration);
    }

    public static void validateInputs(Algorithm algorithm, Inputs inputs, Problems problems) throws Throwable {
        VALIDATE_INPUTS.invokeExact(algorithm, inputs, problems);
    }

    public static void execute(Algorithm algorithm, Context run) throws Throwable {
        EXECUTE.invokeExact(algorithm, run);
    }
}
