/**
 * The algorithm framework: properties, algorithms, registry, runs and history.
 *
 * @uses org.mantle.framework.AlgorithmProvider what a jar with algorithms provides
 */
module org.mantle.framework {
    requires static transitive org.jspecify;
    requires transitive org.mantle.validators;
    requires transitive com.google.gson;
    requires com.google.common;

    exports org.mantle.framework;

    uses org.mantle.framework.AlgorithmProvider;
}
