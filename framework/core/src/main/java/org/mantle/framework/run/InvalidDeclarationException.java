package org.mantle.framework.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.MantleException;

/**
 * An author's declaration contradicts itself; it says everything that is wrong with it.
 *
 * @since 0.1.0
 */
public final class InvalidDeclarationException extends IllegalArgumentException implements MantleException {

    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final String code;

    /** An array, since not every list can be serialised. */
    private final String[] faults;

    private InvalidDeclarationException(
            String algorithm, String code, Collection<String> faults, @Nullable Throwable cause) {
        super("the declaration of " + algorithm + " is wrong: " + String.join("; ", faults), cause);
        this.algorithm = algorithm;
        this.code = code;
        this.faults = faults.toArray(String[]::new);
    }

    private InvalidDeclarationException(String algorithm, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.algorithm = algorithm;
        this.code = cause instanceof InvalidDeclarationException wrong ? wrong.code : RegistryFault.INVALID_DECLARATION;
        this.faults = new String[] {message};
    }

    /**
     * Makes the exception for a declaration; as {@link RuntimeException}, so that the class is loaded when there is one.
     *
     * @param algorithm its name, or where it comes from when it has none
     * @param code what kind of fault it is: a constant of {@link RegistryFault}
     * @param faults everything that is wrong, one sentence part each
     */
    public static RuntimeException of(
            String algorithm, String code, Collection<String> faults, @Nullable Throwable cause) {
        return new InvalidDeclarationException(algorithm, code, faults, cause);
    }

    /**
     * Makes the exception for an algorithm that its index knows and that turns out to be unusable.
     *
     * @param why what is wrong
     */
    public static RuntimeException unusable(AlgorithmDescriptor descriptor, String why, @Nullable Throwable cause) {
        return new InvalidDeclarationException(
                descriptor.name(),
                descriptor + " cannot be used: " + why + " (from " + descriptor.source() + ")",
                cause);
    }

    /** Makes the exception for everything that is wrong with the algorithms of a build, in a line for each fault. */
    public static InvalidDeclarationException ofBuild(Path folder, List<RegistryFault> faults) {
        List<String> lines = new ArrayList<>();
        for (RegistryFault fault : faults) {
            lines.add((fault.source() + ": " + fault.message()).replaceAll("\\R", " "));
        }
        return new InvalidDeclarationException(
                lines, "the algorithms in " + folder + " are wrong:\n- " + String.join("\n- ", lines));
    }

    private InvalidDeclarationException(List<String> faults, String message) {
        super(message);
        this.algorithm = "";
        this.code = RegistryFault.INVALID_DECLARATION;
        this.faults = faults.toArray(String[]::new);
    }

    /** Returns the name of the algorithm, or where it comes from when it has none; empty for those of a build. */
    public String algorithm() {
        return algorithm;
    }

    /** Returns what kind of fault it is: a constant of {@link RegistryFault}. */
    public String code() {
        return code;
    }

    /** Returns the faults, one sentence part each. */
    public List<String> faults() {
        return List.of(faults);
    }
}
