package org.mantle.framework.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmRegistry;

/**
 * Makes texts of records: scripts in Python, shell and Java that run again what ran, provenance (PROV-JSON), and plain JSON.
 *
 * <pre>{@code
 * String script = HistoryExport.builder(mantle.registry()).build().toPython(mantle.history().records());
 * }</pre>
 *
 * <p>A script has one call for each record, in their order, with the inputs that differ from their defaults. Every value reads
 * back to the same value. A secret is never in one: it stands there as the reference by which it was given ({@code @env:NAME},
 * {@code @file:PATH}), or the script takes it from the environment or asks for it. In place of a value of which the history kept
 * too little, the script stops and says what to fill in. What an earlier run gave and a later one took is written as the value
 * that it was.
 *
 * <p>Immutable and safe from many threads.
 *
 * @since 0.1.0
 */
public final class HistoryExport {

    /** When a script says which version of an algorithm it wants. */
    public enum Versions {
        /** Never: it runs whichever is the newest then. */
        NEVER,
        /** When it is not the newest now. */
        IF_NOT_NEWEST,
        /** In every call. */
        ALWAYS
    }

    private final AlgorithmRegistry registry;
    private final Versions versions;
    private final Predicate<? super RunRecord> unrolled;
    private final boolean times;
    private final boolean unsuccessful;
    private final Set<String> leftOut;

    private HistoryExport(Builder builder) {
        this.registry = builder.registry;
        this.versions = builder.versions;
        this.unrolled = builder.unrolled;
        this.times = builder.times;
        this.unsuccessful = builder.unsuccessful;
        this.leftOut = Set.copyOf(builder.leftOut);
    }

    /**
     * Begins an export.
     *
     * @param registry the algorithms that are there now; one that is gone can be exported all the same
     */
    public static Builder builder(AlgorithmRegistry registry) {
        return new Builder(registry);
    }

    /**
     * Returns a script for a Python that has the package {@code mantle}, and for {@code mantle script}: calls of the functions of {@code
     * mantle.simpleapi}. It raises {@code ValueError} when inputs are refused and {@code RuntimeError} when a run fails, and prints the
     * outputs of each call.
     */
    public String toPython(List<RunRecord> records) {
        return PythonScript.of(steps(records));
    }

    /** Returns a script for a POSIX shell, which calls the launcher likewise, and stops at the first call that fails. */
    public String toShell(List<RunRecord> records) {
        return ShellScript.of(steps(records));
    }

    /**
     * Returns a program in one file, which {@code java -cp … MantleHistory.java} runs with JDK 17 or newer. It loads every
     * algorithm on its class path, and prints the outputs of each call as JSON.
     */
    public String toJava(List<RunRecord> records) {
        return JavaProgram.of(steps(records));
    }

    private List<Step> steps(List<RunRecord> records) {
        return new Steps(registry, versions, unrolled, times, unsuccessful, leftOut).of(records);
    }

    /**
     * Returns the provenance of every record and those inside it, as PROV-JSON (W3C Member Submission of 24 April 2013).
     *
     * <p>Runs are activities, each associated with Mantle as its agent and the algorithm as its plan. Values are entities that a
     * run used or generated; a file, or a large value, that one run generated is the same entity in those that used it later, until
     * it is generated anew. A run inside another was started by it.
     */
    public JsonObject toProvenance(List<RunRecord> records) {
        return new ProvenanceDocument(registry)
                .of(records.stream().filter(record -> !isLeftOut(record)).toList());
    }

    /** Returns the records as a JSON array, whole. */
    public JsonArray toJson(List<RunRecord> records) {
        JsonArray json = new JsonArray();
        records.stream().filter(record -> !isLeftOut(record)).forEach(record -> json.add(record.toJson()));
        return json;
    }

    private boolean isLeftOut(RunRecord record) {
        return leftOut.contains(record.algorithm().toLowerCase(Locale.ROOT));
    }

    /** Builds an export; each setter replaces what was set before, unless it says that it adds. */
    public static final class Builder {

        private final AlgorithmRegistry registry;
        private final Set<String> leftOut = new HashSet<>();
        private Versions versions = Versions.IF_NOT_NEWEST;
        private Predicate<? super RunRecord> unrolled = record -> false;
        private boolean times;
        private boolean unsuccessful;

        private Builder(AlgorithmRegistry registry) {
            this.registry = registry;
        }

        /** Sets when scripts say which version they want; {@link Versions#IF_NOT_NEWEST} when not set. */
        public Builder versions(Versions when) {
            versions = when;
            return this;
        }

        /**
         * Sets which calls are replaced by those of the runs inside them, between comments that show the depth; none when not
         * set. A run without others inside it stays itself.
         */
        public Builder unrolled(Predicate<? super RunRecord> which) {
            unrolled = which;
            return this;
        }

        /** Sets whether a comment before each call says when it ran and how long it took; none when not set. */
        public Builder times(boolean whether) {
            times = whether;
            return this;
        }

        /**
         * Sets whether scripts call again what failed or was cancelled too; when not set, a comment says that it is left out.
         */
        public Builder unsuccessful(boolean whether) {
            unsuccessful = whether;
            return this;
        }

        /** Adds algorithms that are left out wherever they ran, by name in any letter case. */
        public Builder leaveOut(String... algorithms) {
            for (String algorithm : algorithms) {
                leftOut.add(algorithm.toLowerCase(Locale.ROOT));
            }
            return this;
        }

        /** Makes the export. */
        public HistoryExport build() {
            return new HistoryExport(this);
        }
    }
}
