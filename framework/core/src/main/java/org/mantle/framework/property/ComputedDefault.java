package org.mantle.framework.property;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the default of an input is worked out from other inputs. Immutable.
 *
 * @since 0.1.0
 */
public final class ComputedDefault {

    private final String words;
    private final List<Property<?>> restsOn;
    private final Function<? super Inputs, ? extends @Nullable Object> rule;

    public ComputedDefault(
            String words, List<Property<?>> restsOn, Function<? super Inputs, ? extends @Nullable Object> rule) {
        this.words = words;
        this.restsOn = restsOn;
        this.rule = rule;
    }

    /** Returns what the default is, in words for people. */
    public String words() {
        return words;
    }

    /** Returns the inputs that decide. */
    public List<Property<?>> restsOn() {
        return restsOn;
    }

    public List<String> names() {
        return restsOn.stream().map(Property::name).toList();
    }

    public @Nullable Object apply(Inputs inputs) {
        return rule.apply(inputs);
    }
}
