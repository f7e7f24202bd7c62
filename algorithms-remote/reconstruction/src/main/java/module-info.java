/** The tomographic reconstruction program: NXtomo in, slices out. */
module org.mantle.reconstruction {
    requires static org.jspecify;
}
