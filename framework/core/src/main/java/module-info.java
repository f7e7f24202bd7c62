/** The algorithm framework: properties, algorithms, registry, runs and history. */
module org.mantle.framework {
    requires static org.jspecify;
    requires transitive org.mantle.validators;
}
