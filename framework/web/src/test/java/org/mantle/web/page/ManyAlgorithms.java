package org.mantle.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;

/** As many algorithms as a test wants, named by numbers. */
public final class ManyAlgorithms implements AlgorithmSource {

    private final int count;

    /** Makes so many. */
    public ManyAlgorithms(int count) {
        this.count = count;
    }

    @Override
    public String location() {
        return "generated";
    }

    @Override
    public List<Supplier<? extends Algorithm>> algorithms() {
        List<Supplier<? extends Algorithm>> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(() -> new Generated(number));
        }
        return all;
    }

    /** Does nothing. */
    private static final class Generated extends Algorithm {

        private static final Property<Integer> ROWS =
                Property.integer("Rows").documentation("How many rows to take.").build();

        private final int number;

        Generated(int number) {
            this.number = number;
        }

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name(String.format(Locale.ROOT, "Generated%05d", number))
                    .categories("Generated\\Hundred " + number / 100)
                    .summary("Stands for algorithm " + number + " of a large house.")
                    .properties(ROWS);
        }

        @Override
        protected void execute(Context run) {}
    }
}
