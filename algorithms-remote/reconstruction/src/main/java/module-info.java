/** The tomographic reconstruction program: NXtomo in, slices out. */
module org.mantle.reconstruction {
    requires static org.jspecify;
    requires com.google.gson;
    requires io.jhdf;
    requires java.desktop;
    requires java.logging;
    requires JLargeArrays;
    requires JTransforms;

    exports org.mantle.reconstruction;
}
