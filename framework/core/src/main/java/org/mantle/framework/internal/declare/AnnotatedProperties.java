package org.mantle.framework.internal.declare;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.algorithm.Output;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** Makes the properties of an annotated method, and collects what is wrong with them. */
final class AnnotatedProperties {

    private final ClassLoader loader;
    private final List<String> faults = new ArrayList<>();
    private final List<Property<?>> loops = new ArrayList<>();

    AnnotatedProperties(ClassLoader loader) {
        this.loader = loader;
    }

    List<String> faults() {
        return faults;
    }

    /** Returns the inputs so far that may be looped over. */
    List<Property<?>> loops() {
        return loops;
    }

    @Nullable Property<?> input(Parameter parameter) {
        String ownName = parameter.isNamePresent() ? capital(parameter.getName()) : "";
        return input(ownName, parameter.getParameterizedType(), parameter.getAnnotation(Input.class));
    }

    @Nullable Property<?> input(RecordComponent component) {
        return input(capital(component.getName()), component.getGenericType(), component.getAnnotation(Input.class));
    }

    @Nullable Property<?> output(RecordComponent component) {
        return output(capital(component.getName()), component.getGenericType(), component.getAnnotation(Output.class));
    }

    @Nullable Property<?> output(Type type, @Nullable Output said) {
        return output("Result", type, said);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private @Nullable Property<?> input(String ownName, Type type, @Nullable Input said) {
        String name = said == null || said.name().isEmpty() ? ownName : said.name();
        if (name.isEmpty()) {
            faults.add("a parameter of the type " + type.getTypeName() + " has no name: say @Input(name = …)");
            return null;
        }
        try {
            if (said == null) {
                return Property.of(name, PropertyTypes.of(type, loader))
                        .mandatory()
                        .build();
            }
            Property<?> property = input(name, PropertyTypes.of(type, loader), said);
            if (said.loop()) {
                loops.add(property);
            }
            return property;
        } catch (IllegalArgumentException | IllegalStateException e) {
            faults.add("the input " + name + " is wrong: " + FailureMessage.of(e));
            return null;
        }
    }

    private static <T> Property<T> input(String name, PropertyType<T> type, Input said) {
        Property.Builder<T> builder = Property.of(name, type)
                .aliases(said.aliases())
                .documentation(said.documentation())
                .unit(said.unit());
        if (said.defaultValue().length > 1) {
            throw new IllegalArgumentException("it has several defaults; give a list as one text");
        }
        if (said.defaultValue().length == 1) {
            builder.defaultValue(type.fromText(said.defaultValue()[0]));
        } else if (!said.optional()) {
            builder.mandatory();
        } else if (type.emptyValue() == null) {
            throw new IllegalArgumentException("a " + type.word() + " that is optional needs a default");
        }
        if (!said.example().isEmpty()) {
            builder.example(type.fromText(said.example()));
        }
        Property<T> property = builder.validator(validator(type, said)).build();
        boolean refused = said.defaultValue().length == 1 && property.needsValue();
        if (refused) {
            throw new IllegalArgumentException("its default " + said.defaultValue()[0] + " is refused: must be "
                    + property.validator().constraint().words());
        }
        return property;
    }

    // the bounds are of the values' own class, which is one of those below
    @SuppressWarnings("unchecked")
    private static <T> Validator<? super T> validator(PropertyType<T> type, Input said) {
        List<Validator<? super T>> all = new ArrayList<>();
        if (!Double.isNaN(said.min())) {
            all.add((Validator<? super T>) Validators.atLeast((Comparable<Object>) bound(type, said.min())));
        }
        if (!Double.isNaN(said.max())) {
            all.add((Validator<? super T>) Validators.atMost((Comparable<Object>) bound(type, said.max())));
        }
        if (said.oneOf().length > 0) {
            List<T> values = new ArrayList<>();
            for (String text : said.oneOf()) {
                values.add(type.fromText(text));
            }
            all.add(Validators.oneOf(values));
        }
        return all.isEmpty() ? Validators.anything() : all.size() == 1 ? all.get(0) : Validators.allOf(all);
    }

    private static Object bound(PropertyType<?> type, double bound) {
        if (type == PropertyTypes.NUMBER) {
            return bound;
        }
        if (type == PropertyTypes.INTEGER && bound == (int) bound) {
            return (int) bound;
        }
        if (type == PropertyTypes.LONG && bound == (long) bound) {
            return (long) bound;
        }
        throw new IllegalArgumentException("min and max are for numbers, whole ones where the input is; it is a "
                + type.word() + " and the bound " + bound);
    }

    private @Nullable Property<?> output(String ownName, Type type, @Nullable Output said) {
        String name = said == null || said.name().isEmpty() ? ownName : said.name();
        try {
            Property.Builder<?> builder =
                    Property.of(name, PropertyTypes.of(type, loader)).output();
            return said == null
                    ? builder.build()
                    : builder.documentation(said.documentation())
                            .unit(said.unit())
                            .build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            faults.add("the output " + name + " is wrong: " + FailureMessage.of(e));
            return null;
        }
    }
}
