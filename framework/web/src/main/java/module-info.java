/**
 * The explorer: a page on which people find, fill in, run and watch algorithms, and interfaces that machines know.
 *
 * <p>All of it is made from the algorithms' declarations. Knows no algorithm. Begin with {@code Explorer}.
 */
module org.mantle.web {
    requires static transitive org.jspecify;
    requires java.net.http;
    requires org.eclipse.jetty.server;
    requires org.mantle.commons;
    requires transitive org.mantle.framework;

    exports org.mantle.web;
    exports org.mantle.web.http;
    exports org.mantle.web.mcp;
    exports org.mantle.web.panel;
}
