/** The faces of the framework: the command line. */
module org.mantle.cli {
    requires static transitive org.jspecify;
    requires org.mantle.commons;
    requires transitive org.mantle.framework;
    requires info.picocli;
    requires java.logging;

    exports org.mantle.cli;
}
