/**
 * Panels of the explorer's page for remote jobs: a board of all jobs, and a viewer of the slices that they bring.
 *
 * <p>Begin with {@code JobsPanel} and {@code SlicesPanel}.
 */
module org.mantle.remote.web {
    requires static transitive org.jspecify;
    requires org.mantle.commons;
    requires transitive org.mantle.remote;
    requires transitive org.mantle.web;

    exports org.mantle.remote.web;
}
