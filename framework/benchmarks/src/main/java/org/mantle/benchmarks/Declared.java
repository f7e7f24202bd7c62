package org.mantle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.Validators;

/**
 * The workload {@code declared}: does nothing, with 21 inputs (16 texts, one of them with nine allowed values, four integers with
 * bounds, one optional file) and 8 outputs (four texts, four lists of texts). What is left is the framework's own work.
 */
public final class Declared extends Algorithm {

    static final String NAME = "Declared";

    static final List<Property<String>> OUTPUT_TEXTS = new ArrayList<>();
    static final List<Property<List<String>>> OUTPUT_LISTS = new ArrayList<>();
    private static final List<Property<?>> INPUTS = new ArrayList<>();

    static {
        INPUTS.add(Property.string("UserName").mandatory().build());
        INPUTS.add(Property.string("Action")
                .defaultValue("LogIn")
                .validator(Validators.oneOf(Workload.ACTIONS))
                .build());
        for (int i = 1; i <= 14; i++) {
            INPUTS.add(Property.string("Text" + i).defaultValue("text " + i).build());
        }
        for (int i = 1; i <= 4; i++) {
            INPUTS.add(Property.integer("Number" + i)
                    .defaultValue(i)
                    .validator(Validators.between(Workload.LEAST, Workload.MOST))
                    .build());
        }
        INPUTS.add(Property.file("InputFile", FileMode.OPTIONAL_LOAD).build());
        for (int i = 1; i <= 4; i++) {
            OUTPUT_TEXTS.add(Property.string("OutputText" + i).output().build());
            OUTPUT_LISTS.add(Property.stringList("OutputList" + i).output().build());
        }
    }

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name(NAME)
                .categories("Benchmarks")
                .summary("Does nothing, with many properties.")
                .properties(INPUTS.toArray(new Property<?>[0]))
                .properties(OUTPUT_TEXTS.toArray(new Property<?>[0]))
                .properties(OUTPUT_LISTS.toArray(new Property<?>[0]));
    }

    @Override
    protected void execute(Context run) {}
}
