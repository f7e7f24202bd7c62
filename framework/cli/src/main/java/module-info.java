/**
 * The command line of the framework, for applications that embed it.
 *
 * <p>Knows no algorithm; picocli calls the commands without reflection, so nothing is opened to it.
 */
module org.mantle.cli {
    requires static transitive org.jspecify;
    requires org.mantle.commons;
    requires transitive org.mantle.framework;
    requires info.picocli;
    requires transitive java.logging;

    exports org.mantle.cli;
    exports org.mantle.cli.terminal;
}
