/**
 * The algorithm framework: properties, algorithms, registry, runs and history.
 *
 * <p>For authors of algorithms, who provide an {@code AlgorithmProvider}, and for hosts and faces, which start at {@code Mantle}.
 * JSON is part of the interface, in Gson's types. Knows no algorithm and no face.
 *
 * @uses org.mantle.framework.AlgorithmProvider what a jar with algorithms provides
 * @uses org.mantle.framework.PropertyTypeProvider what a jar with types of its own provides
 */
module org.mantle.framework {
    requires static transitive org.jspecify;
    requires org.mantle.commons;
    requires transitive org.mantle.validators;
    requires transitive com.google.gson;

    exports org.mantle.framework;
    exports org.mantle.framework.describe;
    exports org.mantle.framework.export;

    uses org.mantle.framework.AlgorithmProvider;
    uses org.mantle.framework.PropertyTypeProvider;
}
