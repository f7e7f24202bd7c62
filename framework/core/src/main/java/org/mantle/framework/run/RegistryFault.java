package org.mantle.framework.run;

import java.util.Optional;

/**
 * Something that was wrong with a plugin, as data.
 *
 * @param source the provider or the algorithm's class, and the jar from which it came
 * @param code a stable word for programs: one of the constants here
 * @param algorithm the name of the algorithm that it is about, or of its class or method where that did not get as far as telling
 *     its name; empty when it is about none
 * @param message what is wrong
 * @param cause what was thrown, if anything was
 * @since 0.1.0
 */
public record RegistryFault(String source, String code, String algorithm, String message, Optional<Throwable> cause) {

    /** The name and version are there already, from another place, which counts. */
    public static final String DUPLICATE_ALGORITHM = "duplicateAlgorithm";

    /** An alias means another algorithm already, which counts; the algorithm is there all the same. */
    public static final String DUPLICATE_ALIAS = "duplicateAlias";

    /** The algorithm, or an alias, has no name or one that is not allowed. */
    public static final String INVALID_NAME = "invalidName";

    /** The declaration contradicts itself or breaks down. */
    public static final String INVALID_DECLARATION = "invalidDeclaration";

    /** The class or the method of the algorithm is not there, cannot be reached or cannot be made. */
    public static final String INVALID_CLASS = "invalidClass";

    /** The provider or the source of algorithms breaks down, or gives what it must not. */
    public static final String INVALID_PROVIDER = "invalidProvider";

    /** A file or folder of a plugin cannot be read, or is passed over. */
    public static final String UNREADABLE_PLUGIN = "unreadablePlugin";

    /** The index is damaged or does not agree with the classes, which count. */
    public static final String WRONG_INDEX = "wrongIndex";

    /** A default for a service is not used, since another provider brought one before. */
    public static final String UNUSED_SERVICE = "unusedService";

    /**
     * The default of a property is refused by its validator or does not read back; found by the build of a jar, and of other plugins when
     * they are read. The algorithm is there all the same.
     */
    public static final String INVALID_DEFAULT = "invalidDefault";
}
