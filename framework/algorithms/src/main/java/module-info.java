/** Small algorithms on lists, texts and files, found by name; for hosts to use and for authors to read. */
module org.mantle.algorithms {
    requires static transitive org.jspecify;
    requires org.mantle.commons;
    requires transitive org.mantle.framework;

    exports org.mantle.algorithms;

    provides org.mantle.framework.algorithm.AlgorithmProvider with
            org.mantle.algorithms.SmallAlgorithmProvider;
}
