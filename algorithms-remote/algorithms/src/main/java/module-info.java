/** Algorithms that run work on remote compute resources. */
module org.mantle.remote {
    requires static transitive org.jspecify;
    requires transitive org.mantle.framework;
}
