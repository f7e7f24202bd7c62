package org.mantle.algorithms.utility;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.Registration;
import org.mantle.validators.Validators;

/** Gives back what it is given, of every kind, so that a host can be seen to hand values over as they are. */
public final class Echo extends Algorithm {

    private static final int LONGEST_SECONDS = 3_600;

    static final Property<String> TEXT =
            Property.string("Text").inOut().documentation("Any text.").build();
    static final Property<Double> NUMBER = Property.number("Number")
            .inOut()
            .defaultValue(0.0)
            .documentation("Any number.")
            .build();
    static final Property<Integer> COUNT = Property.integer("Count")
            .inOut()
            .defaultValue(0)
            .documentation("A whole number.")
            .build();
    static final Property<Boolean> FLAG = Property.bool("Flag")
            .inOut()
            .defaultValue(false)
            .documentation("Yes or no.")
            .build();
    static final Property<List<Integer>> ARRAY = Property.integerList("Array")
            .inOut()
            .documentation("Any number of whole numbers.")
            .build();
    static final Property<Map<String, Object>> OBJECT = Property.of("Object", PropertyTypes.FREE_MAP)
            .inOut()
            .documentation("Values of any names.")
            .build();
    static final Property<BoundingBox> BOX = Property.of("BoundingBox", BoundingBoxType.INSTANCE)
            .inOut()
            .documentation("A box in space.")
            .build();
    static final Property<String> BINARY = Property.of("Binary", Base64Type.INSTANCE)
            .inOut()
            .documentation("Any bytes, in base64.")
            .build();
    static final Property<Object> TEXT_OR_NUMBER = Property.of("TextOrNumber", TextOrNumberType.INSTANCE)
            .inOut()
            .documentation(
                    "A number, or any text; one that could be read as a number stands in double quotes, in JSON within its own.")
            .build();
    static final Property<OffsetDateTime> TIME = Property.of("Time", TimeOrDayType.INSTANCE)
            .inOut()
            .documentation("A time, or a day for its beginning.")
            .build();
    static final Property<String> CHOICE = Property.string("Choice")
            .inOut()
            .defaultValue("medium")
            .validator(Validators.oneOf("low", "medium", "high"))
            .documentation("One of three.")
            .build();
    static final Property<Integer> PAUSE = Property.integer("Pause")
            .defaultValue(0)
            .validator(Validators.between(0, LONGEST_SECONDS))
            .unit("s")
            .documentation("How long to wait before the answer.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("Echo")
                .categories("Utility")
                .summary("Gives back what it is given, of every kind: for trying out a host.")
                .keywords("repeat", "test")
                .seeAlso("Wait")
                .properties(TEXT, NUMBER, COUNT, FLAG, ARRAY, OBJECT, BOX, BINARY, TEXT_OR_NUMBER, TIME, CHOICE, PAUSE);
    }

    @Override
    protected void execute(Context run) throws InterruptedException {
        pause(run);
        for (Property<?> property :
                List.of(TEXT, NUMBER, COUNT, FLAG, ARRAY, OBJECT, BOX, BINARY, TEXT_OR_NUMBER, TIME, CHOICE)) {
            giveBack(property, run);
        }
    }

    private static <T> void giveBack(Property<T> property, Context run) {
        run.find(property).ifPresent(value -> run.set(property, value));
    }

    private static void pause(Context run) throws InterruptedException {
        int seconds = run.get(PAUSE);
        if (seconds == 0) {
            return;
        }
        CountDownLatch cancelled = new CountDownLatch(1);
        Registration wake = run.onCancel(cancelled::countDown);
        try {
            for (int passed = 0; passed < seconds; passed++) {
                run.progress().report(passed, seconds, "s", "pausing");
                if (cancelled.await(1, TimeUnit.SECONDS)) {
                    run.checkCancelled();
                }
            }
        } finally {
            wake.close();
        }
    }
}
