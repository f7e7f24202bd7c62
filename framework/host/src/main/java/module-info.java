/** The faces of the framework: the command line. */
module org.mantle.host {
    requires static transitive org.jspecify;
    requires transitive org.mantle.framework;
}
