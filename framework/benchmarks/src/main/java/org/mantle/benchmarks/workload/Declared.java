package org.mantle.benchmarks.workload;

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

    /** The name by which it is run. */
    public static final String NAME = "Declared";

    /** The outputs that are texts. */
    public static final List<Property<String>> OUTPUT_TEXTS = outputTexts();

    /** The outputs that are lists. */
    public static final List<Property<List<String>>> OUTPUT_LISTS = outputLists();

    private static final List<Property<?>> INPUTS = inputs();

    private static List<Property<?>> inputs() {
        List<Property<?>> inputs = new ArrayList<>();
        inputs.add(Property.string("UserName").mandatory().build());
        inputs.add(Property.string("Action")
                .defaultValue("LogIn")
                .validator(Validators.oneOf(Workload.ACTIONS))
                .build());
        for (int i = 1; i <= 14; i++) {
            inputs.add(Property.string("Text" + i).defaultValue("text " + i).build());
        }
        for (int i = 1; i <= 4; i++) {
            inputs.add(Property.integer("Number" + i)
                    .defaultValue(i)
                    .validator(Validators.between(Workload.LEAST, Workload.MOST))
                    .build());
        }
        inputs.add(Property.file("InputFile", FileMode.OPTIONAL_LOAD).build());
        return List.copyOf(inputs);
    }

    private static List<Property<String>> outputTexts() {
        List<Property<String>> texts = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            texts.add(Property.string("OutputText" + i).output().build());
        }
        return List.copyOf(texts);
    }

    private static List<Property<List<String>>> outputLists() {
        List<Property<List<String>>> lists = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            lists.add(Property.stringList("OutputList" + i).output().build());
        }
        return List.copyOf(lists);
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
