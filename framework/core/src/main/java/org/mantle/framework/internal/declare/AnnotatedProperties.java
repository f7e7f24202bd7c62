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
import org.mantle.validators.Violation;

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
            @Nullable Property<?> property = input(name, PropertyTypes.of(type, loader), said);
            if (property != null && said.loop()) {
                loops.add(property);
            }
            return property;
        } catch (IllegalArgumentException | IllegalStateException e) {
            faults.add("the input " + name + " is wrong: " + FailureMessage.of(e));
            return null;
        }
    }

    /** Returns the property, or {@code null} after noting everything that is wrong with it. */
    private <T> @Nullable Property<T> input(String name, PropertyType<T> type, Input said) {
        int before = faults.size();
        Property.Builder<T> builder = Property.of(name, type)
                .aliases(said.aliases())
                .documentation(said.documentation())
                .unit(said.unit());
        String[] defaults = said.defaultValue();
        if (defaults.length > 1) {
            wrong(name, "it has several defaults; give a list as one text");
        } else if (defaults.length == 1) {
            @Nullable T value = read(name, "default", type, defaults[0]);
            if (value != null) {
                builder.defaultValue(value);
            }
        } else if (!said.optional()) {
            builder.mandatory();
        } else if (type.emptyValue() == null) {
            wrong(name, "a " + type.word() + " that is optional needs a default");
        }
        @Nullable T example = said.example().isEmpty() ? null : read(name, "example", type, said.example());
        if (example != null) {
            builder.example(example);
        }
        builder.validator(validator(name, type, said));
        if (faults.size() > before) {
            return null;
        }
        Property<T> property = builder.build();
        if (defaults.length == 1 && property.needsValue()) {
            wrong(
                    name,
                    "its default " + defaults[0] + " is refused: must be "
                            + property.validator().constraint().words());
            return null;
        }
        return property;
    }

    private void wrong(String name, String why) {
        faults.add("the input " + name + " is wrong: " + why);
    }

    /** Returns the value of a text in an annotation, or {@code null} after noting that it has none. */
    private <T> @Nullable T read(String name, String what, PropertyType<T> type, String text) {
        try {
            return type.fromText(text);
        } catch (IllegalArgumentException | IllegalStateException e) {
            String quoted = type.isSecret() ? "" : " " + Violation.quoted(text);
            wrong(name, "its " + what + quoted + " cannot be read: " + FailureMessage.of(e));
            return null;
        }
    }

    // the bounds are of the values' own class, which is one of those below
    @SuppressWarnings("unchecked")
    private <T> Validator<? super T> validator(String name, PropertyType<T> type, Input said) {
        List<Validator<? super T>> all = new ArrayList<>();
        try {
            if (!Double.isNaN(said.min())) {
                all.add((Validator<? super T>) Validators.atLeast((Comparable<Object>) bound(type, said.min())));
            }
            if (!Double.isNaN(said.max())) {
                all.add((Validator<? super T>) Validators.atMost((Comparable<Object>) bound(type, said.max())));
            }
        } catch (IllegalArgumentException e) {
            wrong(name, FailureMessage.of(e));
        }
        if (said.oneOf().length > 0) {
            List<T> values = new ArrayList<>();
            for (String text : said.oneOf()) {
                @Nullable T value = read(name, "allowed value", type, text);
                if (value != null) {
                    values.add(value);
                }
            }
            if (!values.isEmpty()) {
                all.add(Validators.oneOf(values));
            }
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
