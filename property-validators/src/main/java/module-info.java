/** Checks of one value that can also describe themselves. */
module org.mantle.validators {
    requires static org.jspecify;
}
