/**
 * Checks of one value that can also describe themselves.
 *
 * <p>For authors of properties, who take them ready-made, and for faces, which read what they allow. Depends on nothing.
 */
module org.mantle.validators {
    requires static transitive org.jspecify;

    exports org.mantle.validators;
    exports org.mantle.validators.pattern;
    exports org.mantle.validators.value to
            org.mantle.framework;
}
