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
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.panel.Panel;

/**
 * How an explorer is served. Immutable.
 *
 * @param port the port; empty for {@value #USUAL_PORT}, or a free one where that is taken; 0 for a free one
 * @param usesToken whether callers have to know a random token; without it every user of this machine may call
 * @param stateFolder where the address and the token are left for other programs of the same user while the explorer runs; empty for
 *     nowhere
 * @param panels what other modules bring to the page, in the order in which it is offered
 * @param folders in which files may be listed, read and written by the page; none when there is none
 * @param suggestions offers a value for an input that has none, such as the last user name
 */
public record ExplorerConfig(
        OptionalInt port,
        boolean usesToken,
        Optional<Path> stateFolder,
        List<Panel> panels,
        List<Path> folders,
        BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions) {

    /** The port where none is given. */
    public static final int USUAL_PORT = 8760;

    /** Takes the settings; the builder has checked them. */
    public ExplorerConfig {
        panels = List.copyOf(panels);
        folders = List.copyOf(folders);
    }

    /** Begins with what is usual: a token, and no files. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds the settings; each setter replaces what was set before, but for {@link #panel} and {@link #folder}, which add. For one thread. */
    public static final class Builder {

        private static final int GREATEST_PORT = 65_535;

        private OptionalInt port = OptionalInt.empty();
        private boolean usesToken = true;
        private Optional<Path> stateFolder = Optional.empty();
        private final List<Panel> panels = new ArrayList<>();

        private final List<Path> folders = new ArrayList<>();
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
         * Adds a folder in which the page may list, read and write files, and in those below it.
         *
         * @throws IllegalArgumentException if it is not there
         */
        public Builder folder(Path folder) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "there is no folder \"" + folder + "\" to open to the page; make it, or name another");
            }
            folders.add(folder);
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
            return new ExplorerConfig(port, usesToken, stateFolder, panels, folders, suggestions);
        }
    }
}
