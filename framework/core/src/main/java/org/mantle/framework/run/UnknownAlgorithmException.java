package org.mantle.framework.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.MantleException;
import org.mantle.framework.type.Nearest;

/**
 * There is no algorithm of that name, alias or version that can be used: none was found, or it is {@linkplain #isBroken broken}.
 *
 * @since 0.1.0
 */
public final class UnknownAlgorithmException extends IllegalArgumentException implements MantleException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final @Nullable String nearest;
    private final boolean broken;

    private UnknownAlgorithmException(String name, Optional<String> nearest, boolean broken, String message) {
        super(message);
        this.name = name;
        this.nearest = nearest.orElse(null);
        this.broken = broken;
    }

    /** Makes the exception for a name; as {@link RuntimeException}, so that the class is loaded when there is one. */
    public static RuntimeException ofName(String name, List<AlgorithmDescriptor> all) {
        List<String> known = new ArrayList<>();
        for (AlgorithmDescriptor descriptor : all) {
            known.add(descriptor.name());
            known.addAll(descriptor.aliases());
        }
        Optional<String> nearest = Nearest.to(name, known);
        return new UnknownAlgorithmException(
                name,
                nearest,
                false,
                "there is no algorithm \"" + name + "\""
                        + nearest.map(other -> "; did you mean " + other + "?")
                                .orElse("; list the algorithms to see which there are"));
    }

    /** Makes the exception for an algorithm with which something is wrong, in the same way. */
    public static RuntimeException ofBroken(String name, RegistryFault fault) {
        return new UnknownAlgorithmException(
                name,
                Optional.empty(),
                true,
                "the algorithm \"" + name + "\" cannot be used: " + fault.message() + " (from " + fault.source() + ")");
    }

    /** Makes the exception for a version of a name that has others, in the same way. */
    public static RuntimeException ofVersion(String name, int version, AlgorithmDescriptor[] versions) {
        List<String> numbers = new ArrayList<>();
        for (AlgorithmDescriptor descriptor : versions) {
            numbers.add(Integer.toString(descriptor.version()));
        }
        return new UnknownAlgorithmException(
                name,
                Optional.empty(),
                false,
                versions[0].name() + " has no version " + version + "; there "
                        + (numbers.size() == 1 ? "is version " : "are versions ") + String.join(", ", numbers));
    }

    /** Makes the exception for a version that ran inside another run, which is to be replayed, in the same way. */
    public static RuntimeException ofReplay(String composite, String name, UnknownAlgorithmException why) {
        return new UnknownAlgorithmException(
                name,
                why.nearest(),
                why.isBroken(),
                why.getMessage() + "; what is replayed ran it: run " + composite + " instead, for what there is now");
    }

    /** Returns the name that was asked for. */
    public String name() {
        return name;
    }

    /** Returns whether it is there but cannot be used, since something is wrong with its declaration. */
    public boolean isBroken() {
        return broken;
    }

    /** Returns the name that the caller probably meant. */
    public Optional<String> nearest() {
        return Optional.ofNullable(nearest);
    }
}
