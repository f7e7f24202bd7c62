package org.mantle.testkit.probe;

import java.util.Objects;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;

/** Tells which properties count, by their conditions, for what an instance was given. */
public final class Visibility {

    private final AlgorithmInstance instance;

    /** Makes it for what an instance has been given so far. */
    public Visibility(AlgorithmInstance instance) {
        this.instance = instance;
    }

    /** Tells it of the property of that name, which another declaration may have made. */
    public boolean isHidden(Property<?> property) {
        AlgorithmDescriptor descriptor = instance.descriptor();
        return property.direction() != Direction.OUTPUT
                && descriptor.property(property.name()).stream()
                        .flatMap(own -> descriptor.visibleWhen(own).stream())
                        .anyMatch(condition -> !holds(condition));
    }

    private boolean holds(Condition condition) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            return isOneOf.isMetBy(instance.getProperty(isOneOf.property().name()));
        }
        if (condition instanceof Condition.Compared<?> compared) {
            return compared.isMetBy(instance.getProperty(compared.property().name()));
        }
        if (condition instanceof Condition.IsDefault isDefault) {
            Property<?> property = isDefault.property();
            return Objects.deepEquals(property.defaultValue().orElse(null), instance.getProperty(property.name()));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.negated());
        }
        if (condition instanceof Condition.Combined combined) {
            boolean left = holds(combined.left());
            boolean right = holds(combined.right());
            return switch (combined.operator()) {
                case AND -> left && right;
                case OR -> left || right;
                case XOR -> left != right;
            };
        }
        return true;
    }
}
