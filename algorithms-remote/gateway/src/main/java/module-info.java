/** A job service that speaks the PAC protocol and runs the jobs. */
module org.mantle.gateway {
    requires com.google.common;
    requires com.google.gson;
    requires java.net.http;
    requires org.eclipse.jetty.server;
    requires org.mantle.commons;
    requires org.mantle.pac;
    requires org.mantle.slurm;
    requires static transitive org.jspecify;

    exports org.mantle.gateway;

    // the file of users, and the notes of running jobs, become JSON
    opens org.mantle.gateway.local to
            com.google.gson;
    opens org.mantle.gateway.user to
            com.google.gson;
}
