/**
 * The {@code mantle} command: everything put together.
 *
 * @provides org.mantle.framework.UserHost the host of the command's user
 */
module org.mantle.app {
    requires static transitive org.jspecify;
    requires transitive org.mantle.framework;
    requires org.mantle.cli;
    requires org.mantle.python;
    requires org.mantle.web;
    requires org.mantle.commons;
    requires org.mantle.algorithms;
    requires org.mantle.remote;
    requires org.mantle.remote.web;
    requires org.mantle.gateway;
    requires org.mantle.reconstruction;
    requires com.google.gson;
    requires info.picocli;

    exports org.mantle.app;

    // picocli reads the commands' annotations
    opens org.mantle.app to
            info.picocli;

    provides org.mantle.framework.UserHost with
            org.mantle.app.UserMantle;
}
