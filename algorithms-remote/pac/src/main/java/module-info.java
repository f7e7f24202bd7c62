/** The wire forms of the PAC web service, shared by clients and servers. */
module org.mantle.pac {
    requires static org.jspecify;
}
