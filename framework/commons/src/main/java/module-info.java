/**
 * What the modules of the house do in one way: replacing and locking files, writing JSON.
 *
 * <p>Internal to the house: its packages are exported to the modules of the house alone, by name, and change with them. Users of
 * the framework find nothing to call here.
 */
module org.mantle.commons {
    requires static transitive org.jspecify;
    requires transitive com.google.gson;

    exports org.mantle.commons.file to
            org.mantle.algorithms,
            org.mantle.app,
            org.mantle.cli,
            org.mantle.framework,
            org.mantle.gateway,
            org.mantle.python,
            org.mantle.reconstruction,
            org.mantle.remote,
            org.mantle.ssh,
            org.mantle.web;
    exports org.mantle.commons.json to
            org.mantle.algorithms,
            org.mantle.app,
            org.mantle.cli,
            org.mantle.framework,
            org.mantle.gateway,
            org.mantle.python,
            org.mantle.reconstruction,
            org.mantle.remote,
            org.mantle.remote.web,
            org.mantle.web;
    exports org.mantle.commons.net to
            org.mantle.gateway,
            org.mantle.remote;
}
