/** The wire forms of the PAC web service, shared by clients and servers. */
module org.mantle.pac {
    requires java.xml;
    requires static transitive org.jspecify;

    exports org.mantle.pac;
    exports org.mantle.pac.quoting;
    exports org.mantle.pac.stream;
}
