package org.mantle.web.mcp;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Secret;

/** A process that serves tools on its standard streams. */
public final class McpProgram {

    private McpProgram() {}

    public static void main(String[] categories) throws IOException {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        try (Mantle mantle = Mantle.builder().provider(new LockProvider()).build()) {
            McpTools offer = new McpTools(List.of(), List.of(categories));
            McpServer.serve(mantle, offer, Map.of("LOCK", "sesame"), System.in, out);
        }
    }

    /** Tells how long a secret is. */
    public static final class OpenLock extends Algorithm {

        private static final Property<Secret> WORD =
                Property.secret("Word").mandatory().build();
        private static final Property<Integer> LENGTH =
                Property.integer("Length").output().build();

        public OpenLock() {}

        @Override
        protected void declare(Declaration declaration) {
            declaration.name("OpenLock").categories("Locks").summary("Opens.").properties(WORD, LENGTH);
        }

        @Override
        protected void execute(Context run) {
            char[] word = run.get(WORD).reveal();
            run.log().info("opening");
            run.set(LENGTH, word.length);
        }
    }

    /** Its author slipped: its check of the inputs throws. */
    public static final class SlipInCheck extends Algorithm {

        public SlipInCheck() {}

        @Override
        protected void declare(Declaration declaration) {
            declaration.name("SlipInCheck").categories("Slips").summary("Slips.");
        }

        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            throw new IllegalArgumentException("slipped in the check");
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Its author slipped: none can be made after the first, by which the declaration is read. */
    public static final class SlipInConstructor extends Algorithm {

        private static final AtomicInteger MADE = new AtomicInteger();

        public SlipInConstructor() {
            if (MADE.incrementAndGet() > 1) {
                throw new IllegalStateException("slipped in the constructor");
            }
        }

        @Override
        protected void declare(Declaration declaration) {
            declaration.name("SlipInConstructor").categories("Slips").summary("Slips.");
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Hands them over. */
    public static final class LockProvider implements AlgorithmProvider {

        public LockProvider() {}

        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(OpenLock.class, SlipInCheck.class, SlipInConstructor.class);
        }
    }
}
