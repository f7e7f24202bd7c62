package org.mantle.testkit.origin;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * Where a provider has an algorithm: in a class, or in an annotated method.
 *
 * @param holder what hands over that class, or the class of that method, alone
 * @param type the class of the algorithm, or of its method
 */
public record Origin(Part holder, Class<?> type, Optional<Method> method) {

    /** Returns the origins of all algorithms of a provider, be their declarations right or wrong. */
    public static List<Origin> of(AlgorithmProvider provider) {
        List<Origin> origins = new ArrayList<>();
        for (Class<? extends Algorithm> type : provider.algorithms()) {
            origins.add(new Origin(Part.algorithm(provider, type), type, Optional.empty()));
        }
        for (Class<?> type : provider.methods()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(AlgorithmMethod.class))
                    // A JVM gives them in any order.
                    .sorted(Comparator.comparing(Method::getName))
                    .forEach(
                            method -> origins.add(new Origin(Part.methods(provider, type), type, Optional.of(method))));
        }
        return origins;
    }

    /** Runs the declaration; empty when it is wrong. */
    public Optional<AlgorithmDescriptor> declared() {
        try (Mantle mantle = holder.host()) {
            return mantle.registry().all().stream().filter(this::isOf).findFirst();
        }
    }

    private boolean isOf(AlgorithmDescriptor descriptor) {
        return method.map(it -> it.getAnnotation(AlgorithmMethod.class))
                .map(said -> said.name().equals(descriptor.name()) && said.version() == descriptor.version())
                .orElse(true);
    }

    /** Executes the algorithm by its provider's lookup, as the framework does. */
    public void execute(AlgorithmDescriptor descriptor, Context run) throws Exception {
        try {
            if (method.isPresent()) {
                List<Property<?>> inputs = descriptor.properties().stream()
                        .filter(property -> property.direction() == Direction.INPUT)
                        .toList();
                new MethodCall(holder.lookup(), method.get()).invoke(inputs, run);
            } else {
                execute(run);
            }
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            // A handle may throw anything.
            throw new IllegalStateException(e);
        }
    }

    private void execute(Context run) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, holder.lookup());
        Object algorithm = lookup.findConstructor(type, MethodType.methodType(void.class))
                .asType(MethodType.methodType(Object.class))
                .invokeExact();
        MethodHandle execute = lookup.findVirtual(type, "execute", MethodType.methodType(void.class, Context.class));
        execute.asType(MethodType.methodType(void.class, Object.class, Context.class))
                .invokeExact(algorithm, run);
    }
}
