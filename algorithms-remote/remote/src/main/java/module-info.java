/**
 * Algorithms that run work on remote compute resources.
 *
 * @provides org.mantle.framework.AlgorithmProvider SCARFTomoReconstruction
 */
module org.mantle.remote {
    requires static transitive org.jspecify;
    requires transitive org.mantle.framework;
    requires com.google.gson;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.mantle.commons;
    requires org.mantle.pac;

    exports org.mantle.remote;

    provides org.mantle.framework.AlgorithmProvider with
            org.mantle.remote.RemoteAlgorithmProvider;
}
