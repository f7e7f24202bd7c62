/** A job service that speaks the PAC protocol and runs the jobs. */
module org.mantle.gateway {
    requires static org.jspecify;
}
