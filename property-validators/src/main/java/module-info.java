/** Checks of one value that can also describe themselves. */
module org.mantle.validators {
    requires static transitive org.jspecify;

    exports org.mantle.validators;
}
