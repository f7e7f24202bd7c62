/** A job service that speaks the PAC protocol and runs the jobs. */
module org.mantle.gateway {
    requires com.google.gson;
    requires org.eclipse.jetty.server;
    requires org.mantle.commons;
    requires org.mantle.pac;
    requires static transitive org.jspecify;

    exports org.mantle.gateway;

    // the list of users becomes JSON
    opens org.mantle.gateway to
            com.google.gson;
}
