package org.mantle.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.http.Routes;
import org.mantle.web.panel.Panel;

/**
 * How an explorer is served. Immutable.
 *
 * @since 0.1.0
 */
public final class ExplorerConfig {

    /** The port where none is given. */
    public static final int USUAL_PORT = 8760;

    private final OptionalInt port;
    private final boolean usesToken;
    private final Optional<Path> stateFolder;
    private final List<Panel> panels;
    private final List<Path> folders;
    private final List<Consumer<Routes>> calls;
    private final BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions;

    private ExplorerConfig(Builder builder) {
        port = builder.port;
        usesToken = builder.usesToken;
        stateFolder = builder.stateFolder;
        panels = List.copyOf(builder.panels);
        folders = List.copyOf(builder.folders);
        calls = List.copyOf(builder.calls);
        suggestions = builder.suggestions;
    }

    /** Returns the port; empty for {@value #USUAL_PORT}, or a free one where that is taken; 0 for a free one. */
    public OptionalInt port() {
        return port;
    }

    /** Returns whether callers have to know a random token; without it every user of this machine may call. */
    public boolean usesToken() {
        return usesToken;
    }

    /**
     * Returns where the address and the token are left for other programs of the same user while the explorer runs; empty for
     * nowhere.
     */
    public Optional<Path> stateFolder() {
        return stateFolder;
    }

    /** Returns what other modules bring to the page, in the order in which it is offered. */
    public List<Panel> panels() {
        return panels;
    }

    /** Returns the folders that callers reach: the page's files, and the files and folders that are given to runs, are in them. */
    public List<Path> folders() {
        return folders;
    }

    /** Returns what adds calls for programs that other modules bring. */
    public List<Consumer<Routes>> calls() {
        return calls;
    }

    /** Returns what offers a value for an input that has none, such as the last user name. */
    public BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions() {
        return suggestions;
    }

    /** Begins with what is usual: a token, and no files. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds the settings; each setter replaces what was set before, but for {@link #panel}, {@link #calls} and {@link #folder}, which add. For one thread. */
    public static final class Builder {

        private static final int GREATEST_PORT = 65_535;

        private OptionalInt port = OptionalInt.empty();
        private boolean usesToken = true;
        private Optional<Path> stateFolder = Optional.empty();
        private final List<Panel> panels = new ArrayList<>();

        private final List<Path> folders = new ArrayList<>();
        private final List<Consumer<Routes>> calls = new ArrayList<>();
        private BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions =
                (algorithm, property) -> Optional.empty();

        private Builder() {}

        /**
         * Sets the port; 0 for a free one.
         *
         * @throws IllegalArgumentException if it is no port
         */
        public Builder port(int number) {
            if (number < 0 || number > GREATEST_PORT) {
                throw new IllegalArgumentException(
                        "the port is " + number + "; choose one from 1 to " + GREATEST_PORT + ", or 0 for a free one");
            }
            port = OptionalInt.of(number);
            return this;
        }

        /** Lets every program and every user of this machine in, without a token. */
        public Builder withoutToken() {
            usesToken = false;
            return this;
        }

        /** Sets the folder in which the address and the token are left while the explorer runs, for their owner's eyes alone. */
        public Builder stateFolder(Path folder) {
            stateFolder = Optional.of(folder);
            return this;
        }

        /**
         * Adds a panel.
         *
         * @throws IllegalArgumentException if its name cannot stand in an address
         */
        public Builder panel(Panel panel) {
            if (!panel.name().matches("[a-z0-9-]+")) {
                throw new IllegalArgumentException(
                        "a panel is named \"" + panel.name() + "\"; use small letters, digits and hyphens only");
            }
            panels.add(panel);
            return this;
        }

        /**
         * Adds a folder that callers reach, with those below it: the page may list, read and write its files, and inputs of runs may name
         * them. Without any, no input may name a file.
         *
         * @throws IllegalArgumentException if it is not there
         */
        public Builder folder(Path folder) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "there is no folder \"" + folder + "\" to open to callers; make it, or name another");
            }
            folders.add(folder);
            return this;
        }

        /** Adds calls for programs that another module brings; who may call is the explorer's to decide, as for its own. */
        public Builder calls(Consumer<Routes> adding) {
            calls.add(adding);
            return this;
        }

        /** Sets what offers a value for an input that has none; it may be changed before the run. */
        public Builder suggestions(BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> offers) {
            suggestions = offers;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @throws IllegalArgumentException if two panels have one name
         */
        public ExplorerConfig build() {
            Set<String> names = new HashSet<>();
            for (Panel panel : panels) {
                if (!names.add(panel.name())) {
                    throw new IllegalArgumentException("two panels are named \"" + panel.name() + "\"; rename one");
                }
            }
            return new ExplorerConfig(this);
        }
    }
}
