package org.mantle.framework.examples;

import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;

/** Greets one, or each of many. */
final class Greet extends Algorithm {

    static final Property<String> NAME = Property.string("Name")
            .mandatory()
            .documentation("The name of the one to greet.")
            .build();
    static final Property<String> GREETING = Property.string("Greeting")
            .defaultValue("good morning")
            .documentation("How.")
            .build();
    static final Property<String> TEXT =
            Property.string("Text").output().documentation("What was said.").build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("Greet")
                .categories("Text")
                .summary("Greets one, or each of many.")
                .properties(NAME, GREETING, TEXT)
                .loopOver(NAME);
    }

    @Override
    protected void execute(Context run) {
        if (run.get(NAME).isBlank()) {
            run.log().warning("nobody is greeted");
        }
        run.set(TEXT, run.get(GREETING) + ", " + run.get(NAME));
        run.log().debug(() -> "said " + run.get(GREETING));
        run.log().info("greeted " + run.get(NAME));
    }
}
