package org.mantle.framework.property;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.type.BooleanType;
import org.mantle.framework.internal.type.ChoiceType;
import org.mantle.framework.internal.type.FileType;
import org.mantle.framework.internal.type.FloatingPointType;
import org.mantle.framework.internal.type.LocatedType;
import org.mantle.framework.internal.type.QuotedListType;
import org.mantle.framework.internal.type.SecretType;
import org.mantle.framework.internal.type.StringType;
import org.mantle.framework.internal.type.WholeNumberType;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.LocalPath;
import org.mantle.framework.type.ObjectStore;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;
import org.mantle.validators.Violation;

/**
 * An immutable, typed key: one input or output of an algorithm, declared once and used to read and to set its value.
 *
 * <p>A property is mandatory when the author says so, or when its validator refuses its default. Where the author sets neither
 * a default nor "mandatory", the type's empty value is the default (an empty text, an empty list), or there is no value when
 * the type has none.
 *
 * <p>Two properties are equal only when they are the same object. Keys may be shared by several algorithms.
 *
 * @param <T> the kind of value
 * @since 0.1.0
 */
public final class Property<T> extends ValueConversion<T> {

    private final String name;
    private final List<String> aliases;
    private final Direction direction;
    private final PropertyType<T> type;
    private final @Nullable T defaultValue;
    private final @Nullable T example;
    private final boolean declaredMandatory;
    private final boolean defaultAccepted;
    private final Validator<? super T> validator;
    private final boolean keepsBlanks;
    private final boolean remember;
    private final String documentation;
    private final String unit;
    private final String group;
    private final Presentation presentation;
    private final @Nullable EarlierRun takenFrom;

    private Property(Builder<T> builder, Validator<? super T> validator, boolean keepsBlanks) {
        super(builder.type, validator, keepsBlanks);
        this.name = builder.name;
        this.aliases = builder.aliases;
        this.direction = builder.direction;
        this.type = builder.type;
        this.declaredMandatory = builder.mandatory;
        this.validator = validator;
        this.defaultValue = builder.mandatory
                ? null
                : builder.defaultValue != null ? copied(resolved(builder.defaultValue)) : builder.type.emptyValue();
        this.example = builder.example == null ? null : copied(builder.example);
        this.keepsBlanks = keepsBlanks;
        this.remember = builder.remember && !type.isSecret();
        this.documentation = builder.documentation;
        this.unit = builder.unit;
        this.group = builder.group;
        this.presentation = builder.presentation;
        this.takenFrom = builder.takenFrom;
        this.defaultAccepted = defaultValue == null ? !declaredMandatory : acceptsDefault(defaultValue);
    }

    private static <T> Validator<? super T> both(Validator<? super T> ofType, Validator<? super T> ofProperty) {
        if (ofType == Validators.anything()) {
            return ofProperty;
        }
        return ofProperty == Validators.anything() ? ofType : Validators.allOf(List.of(ofType, ofProperty));
    }

    /** A validator that looks at the world is asked here only about nothing, which it judges without looking. */
    private boolean acceptsDefault(T value) {
        if (validator == Validators.anything()) {
            return true;
        }
        boolean empty = type.isEmpty(value);
        if (empty && validator.constraint().demandsSomething()) {
            return false;
        }
        boolean worldMatters = !validator.isPure() && !empty;
        return worldMatters || validator.check(value).isEmpty();
    }

    /** Begins a text. */
    public static Builder<String> string(String name) {
        return of(name, StringType.INSTANCE);
    }

    /** Begins a whole number of 32 bits. */
    public static Builder<Integer> integer(String name) {
        return of(name, WholeNumberType.Narrow.INSTANCE);
    }

    /** Begins a whole number of 64 bits. */
    public static Builder<Long> longInteger(String name) {
        return of(name, WholeNumberType.Wide.INSTANCE);
    }

    /** Begins a floating-point number. */
    public static Builder<Double> number(String name) {
        return of(name, FloatingPointType.INSTANCE);
    }

    /** Begins a truth value. */
    public static Builder<Boolean> bool(String name) {
        return of(name, BooleanType.INSTANCE);
    }

    /** Begins one choice out of an enum, whose constants have the labels as text forms. */
    public static <E extends Enum<E>> Builder<E> choice(
            String name, Class<E> choices, Function<? super E, String> label) {
        return of(name, new ChoiceType<>(choices, label));
    }

    /** Begins a secret. */
    public static Builder<Secret> secret(String name) {
        return of(name, SecretType.INSTANCE);
    }

    /** Begins a list of texts. */
    public static Builder<List<String>> stringList(String name) {
        return of(name, QuotedListType.TEXTS);
    }

    /** Begins a list of whole numbers of 32 bits, in whose text form {@code 2-5} and {@code 2:9:3} are ranges. */
    public static Builder<List<Integer>> integerList(String name) {
        return of(name, PropertyTypes.INTEGER_LIST);
    }

    /** Begins a list of floating-point numbers. */
    public static Builder<List<Double>> numberList(String name) {
        return of(name, PropertyTypes.NUMBER_LIST);
    }

    /** Begins the path of a file or directory; see {@link PropertyTypes#file}. */
    public static Builder<String> file(String name, FileMode mode, String... extensions) {
        return of(name, new FileType(mode, extensions));
    }

    /**
     * Begins the name of an object in the host's {@link ObjectStore}; see {@link PropertyTypes#storedObject}. One that is written is both
     * input and output: the caller gives the name, and the run the object.
     */
    public static <T> Builder<StoredObject<T>> storedObject(String name, Class<T> kind, StoreMode mode) {
        return of(name, PropertyTypes.storedObject(kind, mode));
    }

    /**
     * Begins a property with the type that {@link PropertyTypes#of(Class)} finds for a Java class.
     *
     * @throws IllegalArgumentException if there is no type for the class, or the name is blank or has blanks around it
     */
    public static <T> Builder<T> of(String name, Class<T> kind) {
        return of(name, PropertyTypes.of(kind));
    }

    /**
     * Begins a property of any type.
     *
     * @throws IllegalArgumentException if the name is blank or has blanks around it
     */
    public static <T> Builder<T> of(String name, PropertyType<T> type) {
        return new Builder<>(name, type);
    }

    /** Returns the name in the author's spelling; look-ups by name ignore letter case. */
    public String name() {
        return name;
    }

    /** Returns the old names, which are accepted wherever the name is; whoever uses one is told the name. */
    public List<String> aliases() {
        return aliases;
    }

    /** Returns which way the value goes. */
    public Direction direction() {
        return direction;
    }

    /** Returns what makes the value from text and JSON, and back. */
    public PropertyType<T> type() {
        return type;
    }

    /** Returns the value that holds when none is given; empty when there is none. */
    public Optional<T> defaultValue() {
        return defaultValue == null ? Optional.empty() : Optional.of(copied(defaultValue));
    }

    /** Returns a value that shows people how one looks; empty when the author gave none. */
    public Optional<T> example() {
        return example == null ? Optional.empty() : Optional.of(copied(example));
    }

    /** Returns the check of the value, which applies while the property counts; one that allows everything when none was set. */
    public Validator<? super T> validator() {
        return validator;
    }

    /** Returns what the value means, in full sentences; may be empty. */
    public String documentation() {
        return documentation;
    }

    /** Returns the unit of the value, for people, such as {@code mm}; may be empty. */
    public String unit() {
        return unit;
    }

    /** Returns whether the blanks around a text are kept; they are removed from all other texts. */
    public boolean keepsBlanks() {
        return keepsBlanks;
    }

    /** Returns whether a dialog may offer the value of the last run the next time; never true for a secret. */
    public boolean remember() {
        return remember;
    }

    /** Returns the title under which a dialog shows this property with its neighbours; may be empty. */
    public String group() {
        return group;
    }

    /** Returns as what a face should offer the value. */
    public Presentation presentation() {
        return presentation;
    }

    /**
     * Returns the paths on the machine of the run that a value, known to be of this property's type, names: those that the type knows, or
     * the texts of one that is presented as a local path. None for a secret.
     */
    // every value in this property's slot came out of its own type
    @SuppressWarnings("unchecked")
    public List<LocalPath> localPaths(Object value) {
        List<LocalPath> known = type.isSecret() ? List.of() : type.localPaths((T) value);
        boolean isPlain = presentation == Presentation.PLAIN || presentation == Presentation.REMOTE_PATH;
        if (!known.isEmpty() || isPlain || type.isSecret() || type.isEmpty((T) value)) {
            return known;
        }
        Stream<?> texts = value instanceof Collection<?> several ? several.stream() : Stream.of(toText(value));
        return texts.map(String::valueOf)
                .filter(text -> !text.isEmpty())
                .map(text -> new LocalPath(text, false))
                .toList();
    }

    /** Returns which run gave what this input takes, if it takes what a run gives. */
    public Optional<EarlierRun> takenFrom() {
        return Optional.ofNullable(takenFrom);
    }

    /** Returns the text forms of the allowed values, from the type or else the validator; empty when there is no list. */
    public List<String> allowedValues() {
        return type.allowedValues().isEmpty() ? validator.constraint().allowedValues() : type.allowedValues();
    }

    /** Returns the JSON Schema of the value, with documentation, default, example and what the validator allows. */
    public JsonObject schema() {
        return PropertySchema.of(this);
    }

    /**
     * Returns whether a value must be given while the property counts: the author asked for one outright, or the default is one
     * that the validator refuses.
     */
    public boolean needsValue() {
        return !defaultAccepted;
    }

    public boolean isDeclaredMandatory() {
        return declaredMandatory;
    }

    public @Nullable T defaultOrNull() {
        return defaultValue;
    }

    /** Returns the name and nothing of any value. */
    @Override
    public String toString() {
        return name;
    }

    /**
     * Builds a property; each setter replaces what was set before.
     *
     * @param <T> the kind of value
     */
    public static final class Builder<T> {

        private final String name;
        private final PropertyType<T> type;
        private List<String> aliases = List.of();
        private Direction direction = Direction.INPUT;
        private @Nullable T defaultValue;
        private @Nullable T example;
        private boolean mandatory;
        private Validator<? super T> validator = Validators.anything();
        private String documentation = "";
        private String unit = "";
        private boolean keepsBlanks;
        private boolean remember = true;
        private String group = "";
        private Presentation presentation;
        private @Nullable EarlierRun takenFrom;

        private Builder(String name, PropertyType<T> type) {
            this.name = requireName(name);
            this.type = type;
            this.presentation = type.presentation();
            LocatedType<?> names = LocatedType.of(type);
            if (names != null && names.isChanged()) {
                direction = Direction.INOUT;
            }
        }

        private static String requireName(String name) {
            if (name.isBlank() || !name.strip().equals(name)) {
                throw new IllegalArgumentException(
                        "a property needs a name without blanks around it, not \"" + name + "\"");
            }
            return name;
        }

        /**
         * Sets old names, which are accepted wherever the name is.
         *
         * @throws IllegalArgumentException if one is blank or has blanks around it
         */
        public Builder<T> aliases(String... names) {
            aliases = Stream.of(names).map(Builder::requireName).toList();
            return this;
        }

        /** Makes it an output. */
        public Builder<T> output() {
            direction = Direction.OUTPUT;
            return this;
        }

        /** Makes it an input that the run may change. */
        public Builder<T> inOut() {
            direction = Direction.INOUT;
            return this;
        }

        /** Sets the default; one that the validator refuses makes the property mandatory. */
        public Builder<T> defaultValue(T value) {
            defaultValue = value;
            return this;
        }

        /** Sets a value that shows people how one looks: the manual's line to run has it where a value must be given. */
        public Builder<T> example(T value) {
            example = value;
            return this;
        }

        /** Demands a value from every caller. May not be combined with a default. */
        public Builder<T> mandatory() {
            mandatory = true;
            return this;
        }

        /** Sets the check of the value; everything is allowed when not set. */
        public Builder<T> validator(Validator<? super T> check) {
            validator = check;
            return this;
        }

        /** Sets what the value means, in full sentences. */
        public Builder<T> documentation(String text) {
            documentation = text;
            return this;
        }

        /** Sets the unit of the value, for people, such as {@code mm}. */
        public Builder<T> unit(String text) {
            unit = text;
            return this;
        }

        /** Keeps the blanks around a text, as part of the value; without this they are removed. */
        public Builder<T> keepBlanks() {
            keepsBlanks = true;
            return this;
        }

        /** Sets whether a dialog may offer the value of the last run the next time; it may when not set, but for a secret. */
        public Builder<T> remember(boolean whether) {
            remember = whether;
            return this;
        }

        /** Sets the title under which a dialog shows the property with its neighbours. */
        public Builder<T> group(String title) {
            group = title;
            return this;
        }

        /** Says that the input takes what an earlier run gave, so that scripts hand it on. */
        public Builder<T> takenFrom(EarlierRun run) {
            takenFrom = run;
            return this;
        }

        /** Sets as what a face should offer the value. */
        public Builder<T> presentation(Presentation how) {
            presentation = how;
            return this;
        }

        /**
         * Makes the property.
         *
         * @throws IllegalStateException if it is mandatory and has a default, if it is a secret and has a default or an example
         *     or is not a plain input, if its validator cannot judge its default, or refuses its example without looking at the
         *     world
         */
        public Property<T> build() {
            if (mandatory && defaultValue != null) {
                throw new IllegalStateException(name + " is mandatory and so can have no default");
            }
            if (type.isSecret() && (defaultValue != null || example != null || direction != Direction.INPUT)) {
                throw new IllegalStateException(
                        name + " is a secret and so can have no default and no example, and can be an input only");
            }
            requireNamesAlone();
            Validator<? super T> check = both(type.validator(), validator);
            requireAllowedExample(check);
            try {
                return new Property<>(this, check, keepsBlanks || type.isSecret());
            } catch (RuntimeException e) {
                // foreign code: the type and the validator may throw anything
                throw new IllegalStateException(
                        "the default of " + name + " could not be checked: " + FailureMessage.of(e), e);
            }
        }

        /** Names of objects go one way, and a default has no object: it would be kept for good. */
        // a type names something in its own values
        @SuppressWarnings("unchecked")
        private void requireNamesAlone() {
            LocatedType<T> names = (LocatedType<T>) LocatedType.of(type);
            if (names == null || !names.areObjects()) {
                return;
            }
            if (direction != (names.isChanged() ? Direction.INOUT : Direction.INPUT)) {
                throw new IllegalStateException(name + " cannot be " + direction.word()
                        + ": the StoreMode of its type says whether the run changes what it names");
            }
            if (defaultValue != null && !names.isNamed(defaultValue)) {
                throw new IllegalStateException(name + " can have the name of an object as its default, but no object");
            }
            defaultValue = defaultValue == null ? null : names.withoutObjects(defaultValue);
        }

        private void requireAllowedExample(Validator<? super T> check) {
            if (example == null || !check.isPure()) {
                return;
            }
            Optional<Violation> violation;
            try {
                violation = check.check(example);
            } catch (RuntimeException e) {
                // foreign code: the validator may throw anything
                throw new IllegalStateException(
                        "the example of " + name + " could not be checked: " + FailureMessage.of(e), e);
            }
            if (violation.isPresent()) {
                throw new IllegalStateException("the example of " + name + " is refused: "
                        + violation.get().message());
            }
        }
    }
}
