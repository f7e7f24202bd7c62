/**
 * The algorithm framework: properties, algorithms, registry, runs and history.
 *
 * <p>For authors of algorithms, who provide an {@code AlgorithmProvider}, and for hosts and faces, which start at {@code Mantle}.
 * JSON is part of the interface, in Gson's types. Knows no algorithm and no face.
 *
 * @uses org.mantle.framework.algorithm.AlgorithmProvider what a jar with algorithms provides
 * @uses org.mantle.framework.UserHost what an application provides for programs made from its history
 * @uses org.mantle.framework.type.PropertyTypeProvider what a jar with types of its own provides
 */
module org.mantle.framework {
    requires static transitive org.jspecify;
    requires org.mantle.commons;
    requires transitive org.mantle.validators;
    requires transitive com.google.gson;

    exports org.mantle.framework;
    exports org.mantle.framework.algorithm;
    exports org.mantle.framework.describe;
    exports org.mantle.framework.export;
    exports org.mantle.framework.form;
    exports org.mantle.framework.history;
    exports org.mantle.framework.index;
    exports org.mantle.framework.property;
    exports org.mantle.framework.run;
    exports org.mantle.framework.type;

    uses org.mantle.framework.algorithm.AlgorithmProvider;
    uses org.mantle.framework.UserHost;
    uses org.mantle.framework.type.PropertyTypeProvider;
}
