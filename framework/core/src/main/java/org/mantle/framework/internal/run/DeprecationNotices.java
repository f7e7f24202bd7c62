package org.mantle.framework.internal.run;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.internal.compiled.AlgorithmFacts;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;

/** Finds what a user should know of an algorithm or an alias that should not be used any more. */
final class DeprecationNotices {

    private DeprecationNotices() {}

    /** Returns a sentence for each deprecation that holds today. */
    static List<String> of(CompiledAlgorithm descriptor, String calledAs, Clock clock) {
        List<String> notices = new ArrayList<>();
        LocalDate today = LocalDate.now(clock);
        descriptor
                .deprecation()
                .filter(deprecation -> holds(deprecation.since(), today))
                .ifPresent(deprecation -> notices.add(descriptor + " is deprecated" + since(deprecation.since())
                        + (deprecation.replacement().isEmpty()
                                ? ""
                                : "; use " + deprecation.replacement() + " instead")));
        for (AlgorithmFacts.Alias alias : descriptor.facts().aliases()) {
            if (alias.name().equalsIgnoreCase(calledAs)
                    && alias.deprecatedFrom().isPresent()
                    && holds(alias.deprecatedFrom(), today)) {
                notices.add("the name " + alias.name() + " of " + descriptor.name() + " is deprecated"
                        + since(alias.deprecatedFrom()) + "; use " + descriptor.name() + " instead");
            }
        }
        return notices;
    }

    private static boolean holds(Optional<LocalDate> from, LocalDate today) {
        return from.isEmpty() || !today.isBefore(from.get());
    }

    private static String since(Optional<LocalDate> from) {
        return from.map(day -> " since " + day).orElse("");
    }
}
