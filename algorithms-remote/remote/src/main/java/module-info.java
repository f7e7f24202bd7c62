/**
 * Compute resources of any kind, and the algorithms that run work on them.
 *
 * @provides org.mantle.framework.algorithm.AlgorithmProvider SCARFTomoReconstruction
 * @provides org.mantle.remote.kind.ResourceKind services that speak PAC
 * @uses org.mantle.remote.kind.ResourceKind the kinds of resources, this module's and others'
 */
module org.mantle.remote {
    requires static transitive org.jspecify;
    requires transitive org.mantle.framework;
    requires transitive com.google.gson;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.mantle.commons;
    requires org.mantle.pac;

    exports org.mantle.remote;
    exports org.mantle.remote.job;
    exports org.mantle.remote.kind;

    uses org.mantle.remote.kind.ResourceKind;

    provides org.mantle.framework.algorithm.AlgorithmProvider with
            org.mantle.remote.scarf.RemoteAlgorithmProvider;
    provides org.mantle.remote.kind.ResourceKind with
            org.mantle.remote.pac.PacKind;
}
