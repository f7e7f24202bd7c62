/** The mantle command: everything put together. */
module org.mantle.app {
    requires static transitive org.jspecify;
}
