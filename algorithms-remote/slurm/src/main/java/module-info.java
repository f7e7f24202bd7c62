/** Slurm's states, ids, exit codes and scripts, for everybody who runs jobs on it. */
module org.mantle.slurm {
    requires static transitive org.jspecify;

    exports org.mantle.slurm;
}
