/** The contract of algorithms as tests: for authors, in the tests of their own build; no host needs it. */
module org.mantle.testkit {
    requires static transitive org.jspecify;
    requires transitive org.mantle.framework;
    requires transitive org.junit.jupiter.api;
    requires java.logging;

    exports org.mantle.testkit;
}
