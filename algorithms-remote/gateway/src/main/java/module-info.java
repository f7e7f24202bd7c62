/** A job service that speaks the PAC protocol and runs the jobs. */
module org.mantle.gateway {
    requires com.google.common;
    requires com.google.gson;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires transitive java.logging;
    requires java.management;
    requires java.naming;
    requires java.net.http;
    requires java.sql;
    requires org.eclipse.jetty.server;
    requires org.mantle.commons;
    requires org.mantle.framework;
    requires org.mantle.pac;
    requires org.mantle.slurm;
    requires org.mantle.validators;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;

    exports org.mantle.gateway;

    // the list of users that earlier gateways kept in a file, and the notes of uploads in pieces, become JSON
    opens org.mantle.gateway.file to
            com.google.gson;
    opens org.mantle.gateway.store to
            com.google.gson;
    opens org.mantle.gateway.user to
            com.google.gson;
}
