/**
 * The tomographic reconstruction program: NXtomo in, slices out.
 *
 * <p>Jobs run it on the class path. On the module path it needs {@code --add-modules ALL-MODULE-PATH}, because jhdf, as
 * an automatic module, does not say what it requires itself.
 */
module org.mantle.reconstruction {
    requires static org.jspecify;
    requires com.google.gson;
    requires io.jhdf;
    requires java.desktop;
    requires java.logging;
    requires JLargeArrays;
    requires JTransforms;
    requires org.lz4.java;
    requires org.mantle.commons;

    exports org.mantle.reconstruction;

    // The report's records become JSON.
    opens org.mantle.reconstruction.output to
            com.google.gson;
}
