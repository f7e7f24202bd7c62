/** The {@code mantle} command: everything put together. */
module org.mantle.app {
    requires static transitive org.jspecify;
    requires org.mantle.framework;
    requires org.mantle.cli;
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
}
