package org.mantle.framework.internal.declare;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.algorithm.Output;
import org.mantle.framework.algorithm.Progress;
import org.mantle.framework.internal.compiled.AlgorithmFacts;
import org.mantle.framework.property.Property;

/** How an annotated method is called with the inputs of a run, and what becomes of what it returns. Immutable. */
final class MethodPlan {

    private final ClassLoader loader;
    private final AlgorithmMethod facts;
    private final MethodHandle method;
    private final Argument[] arguments;
    private final List<Property<?>> inputs = new ArrayList<>();
    private final List<Property<?>> outputs = new ArrayList<>();
    private final List<Property<?>> loops;
    private final @Nullable LocalDate since;
    private final List<AlgorithmFacts.Alias> expiring = new ArrayList<>();
    private final List<String> faults;

    /** One for each output: what gives its value out of what was returned; empty when that is the value itself. */
    private final MethodHandle[] accessors;

    /** Makes one argument of a call. */
    private interface Argument {
        Object of(Context run) throws Throwable;
    }

    /**
     * Makes the plan of a method.
     *
     * @throws IllegalAccessException if the lookup cannot reach the method or a record
     */
    MethodPlan(MethodHandles.Lookup lookup, Method method, AlgorithmMethod facts) throws IllegalAccessException {
        this.facts = facts;
        this.loader = method.getDeclaringClass().getClassLoader();
        AnnotatedProperties properties = new AnnotatedProperties(loader);
        if (!Modifier.isStatic(method.getModifiers())) {
            properties.faults().add("the method " + method.getName() + " is not static");
        }
        List<Argument> made = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            made.add(argument(lookup, properties, parameter));
        }
        this.arguments = made.toArray(Argument[]::new);
        this.loops = properties.loops();
        this.since = since(facts, properties.faults());
        for (AlgorithmMethod.ExpiringAlias alias : facts.expiringAliases()) {
            @Nullable LocalDate from = day("deprecatedFrom of " + alias.name(), alias.deprecatedFrom(), properties.faults());
            if (from != null) {
                expiring.add(new AlgorithmFacts.Alias(alias.name(), Optional.of(from)));
            }
        }
        Class<?> returned = method.getReturnType();
        List<MethodHandle> parts = new ArrayList<>();
        if (returned.isRecord()) {
            for (RecordComponent component : returned.getRecordComponents()) {
                add(outputs, properties.output(component));
                parts.add(lookup.unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class)));
            }
        } else if (returned != void.class) {
            add(outputs, properties.output(method.getGenericReturnType(), method.getAnnotation(Output.class)));
        }
        this.accessors = parts.toArray(MethodHandle[]::new);
        this.faults = List.copyOf(properties.faults());
        // what is wrong is told together with what the declaration finds, and then nothing is called
        this.method = faults.isEmpty()
                ? spread(lookup.unreflect(method), arguments.length)
                : MethodHandles.empty(MethodType.methodType(Object.class, Object[].class));
    }

    /** Returns the loader of the class with the method. */
    ClassLoader loader() {
        return loader;
    }

    /** Returns why the method cannot be an algorithm; empty if it can, as far as its declaration is right. */
    List<String> faults() {
        return faults;
    }

    /** Returns the day from which on an algorithm is deprecated, if it says one. */
    private static @Nullable LocalDate since(AlgorithmMethod facts, List<String> faults) {
        String day = facts.deprecatedSince();
        if (!facts.deprecated() && !(day.isEmpty() && facts.replacement().isEmpty())) {
            faults.add("it says since when it is deprecated or what replaces it, but not deprecated = true");
        }
        return day.isEmpty() ? null : day("deprecatedSince", day, faults);
    }

    private static @Nullable LocalDate day(String what, String day, List<String> faults) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            faults.add(what + " is \"" + day + "\", which is no day such as 2026-02-03");
            return null;
        }
    }

    /** Returns the handle that takes one array of arguments. */
    private static MethodHandle spread(MethodHandle handle, int count) {
        return handle.asSpreader(Object[].class, count).asType(MethodType.methodType(Object.class, Object[].class));
    }

    private static void add(List<Property<?>> properties, @Nullable Property<?> property) {
        if (property != null) {
            properties.add(property);
        }
    }

    private Argument argument(MethodHandles.Lookup lookup, AnnotatedProperties properties, Parameter parameter)
            throws IllegalAccessException {
        Class<?> type = parameter.getType();
        if (type == Context.class) {
            return run -> run;
        }
        if (type == Progress.class) {
            return Context::progress;
        }
        if (type.isRecord()) {
            return record(lookup, properties, type);
        }
        return input(properties.input(parameter));
    }

    private Argument input(@Nullable Property<?> input) {
        if (input == null) {
            // what is wrong with it is said when all is known
            return run -> run;
        }
        inputs.add(input);
        return run -> run.get(input);
    }

    private Argument record(MethodHandles.Lookup lookup, AnnotatedProperties properties, Class<?> type)
            throws IllegalAccessException {
        RecordComponent[] components = type.getRecordComponents();
        Argument[] parts = new Argument[components.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = input(properties.input(components[i]));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandle constructor =
                    spread(lookup.findConstructor(type, MethodType.methodType(void.class, types)), parts.length);
            return run -> constructor.invokeExact(values(parts, run));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    private static Object[] values(Argument[] arguments, Context run) throws Throwable {
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].of(run);
        }
        return values;
    }

    void declare(Declaration declaration) {
        declaration
                .name(facts.name())
                .version(facts.version())
                .aliases(facts.aliases())
                .categories(facts.categories())
                .summary(facts.summary())
                .seeAlso(facts.seeAlso())
                .keywords(facts.keywords())
                .properties(inputs.toArray(Property<?>[]::new))
                .properties(outputs.toArray(Property<?>[]::new))
                .loopOver(loops.toArray(Property<?>[]::new));
        for (AlgorithmFacts.Alias alias : expiring) {
            alias.deprecatedFrom().ifPresent(from -> declaration.alias(alias.name(), from));
        }
        if (since != null) {
            declaration.deprecated(facts.replacement(), since);
        } else if (facts.deprecated()) {
            declaration.deprecated(facts.replacement());
        }
    }

    void execute(Context run) throws Throwable {
        @Nullable Object returned = method.invokeExact(values(arguments, run));
        for (int i = 0; i < outputs.size(); i++) {
            @Nullable Object value = returned;
            if (returned != null && accessors.length > 0) {
                value = accessors[i].invokeExact(returned);
            }
            // an output that is null is not set
            if (value != null) {
                set(run, outputs.get(i), value);
            }
        }
    }

    // the property was made of the value's declared type, and converts it
    @SuppressWarnings("unchecked")
    private static <T> void set(Context run, Property<T> output, Object value) {
        run.set(output, (T) value);
    }
}
