/** Algorithms that run work on remote compute resources. */
module org.mantle.remote {
    requires static org.jspecify;
    requires transitive org.mantle.framework;
}
