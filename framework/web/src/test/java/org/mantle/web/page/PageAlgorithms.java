package org.mantle.web.page;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;
import org.mantle.validators.Validators;

/** Algorithms with every kind of input, to try the page with. */
public final class PageAlgorithms implements AlgorithmProvider {

    /** Creates the provider. */
    public PageAlgorithms() {}

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(
                SendMessage.class,
                PaintGradient.class,
                ScaleSpectrum.class,
                KeepNumbers.class,
                SumNumbers.class,
                CountSteps.class);
    }

    /** An account, an action, and a password that only some actions need. */
    static final class SendMessage extends Algorithm {

        private static final Property<String> USER = Property.string("UserName")
                .mandatory()
                .documentation("The account that sends. It is remembered for the next time.")
                .build();
        private static final Property<String> ACTION = Property.string("Action")
                .defaultValue("LogIn")
                .validator(Validators.oneOf("LogIn", "Send", "LogOut"))
                .documentation("What to do.")
                .build();
        private static final Property<Secret> PASSWORD = Property.secret("Password")
                .documentation("The password of the account. It is sent once and kept nowhere.")
                .build();
        private static final Property<String> MESSAGE = Property.string("Message")
                .documentation("What to send.")
                .group("The message")
                .build();
        private static final Property<List<String>> RECEIVERS = Property.stringList("Receivers")
                .documentation("Who is to receive it.")
                .group("The message")
                .build();
        private static final Property<String> ANSWER = Property.string("Answer")
                .output()
                .documentation("What came back.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("SendMessage")
                    .aliases("Post")
                    .categories("Messages")
                    .seeAlso("CountSteps")
                    .summary("Sends a message to some receivers, after a log-in.")
                    .properties(USER, ACTION, PASSWORD, MESSAGE, RECEIVERS, ANSWER)
                    .requiredWhen(Condition.is(ACTION, "LogIn"), PASSWORD)
                    .visibleWhen(Condition.is(ACTION, "LogIn"), PASSWORD)
                    .visibleWhen(Condition.is(ACTION, "Send"), MESSAGE, RECEIVERS)
                    .requiredWhen(Condition.is(ACTION, "Send"), MESSAGE);
        }

        @Override
        protected void execute(Context run) {
            run.log().info("hello, " + run.get(USER));
            run.set(ANSWER, run.get(ACTION) + " done for " + run.get(USER));
        }
    }

    /** Writes a picture. */
    static final class PaintGradient extends Algorithm {

        private static final Property<Integer> WIDTH = Property.integer("Width")
                .defaultValue(320)
                .validator(Validators.between(1, 4000))
                .unit("pixels")
                .documentation("How wide the picture is.")
                .build();
        private static final Property<Integer> HEIGHT = Property.integer("Height")
                .documentation("How high the picture is.")
                .unit("pixels")
                .build();
        private static final Property<String> FILE = Property.file("File", FileMode.SAVE, "png")
                .documentation("The file to write.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("PaintGradient")
                    .categories("Pictures\\Tests")
                    .summary("Writes a picture that goes from dark to light.")
                    .properties(WIDTH, HEIGHT, FILE)
                    .defaultFrom(HEIGHT, "half of Width", inputs -> inputs.get(WIDTH) / 2, WIDTH);
        }

        @Override
        protected void execute(Context run) throws IOException {
            int width = run.get(WIDTH);
            int height = Math.max(1, run.get(HEIGHT));
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            for (int y = 0; y < height; y++) {
                // no filter
                rows.write(0);
                for (int x = 0; x < width; x++) {
                    rows.write(255 * x / width);
                }
            }
            Files.write(Path.of(run.get(FILE)), png(width, height, rows.toByteArray()));
        }
    }

    /** Returns a picture in levels of grey, in the form that the W3C's recommendation tells. */
    private static byte[] png(int width, int height, byte[] rows) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.writeLong(0x89504E470D0A1A0AL);
        byte[] head = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        chunk(out, "IHDR", head);
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(type);
        sum.update(content);
        out.writeInt(content.length);
        out.write(type);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }

    /** Many kinds of inputs, and rules over them. */
    static final class ScaleSpectrum extends Algorithm {

        private static final Property<String> TITLE =
                Property.string("Title").documentation("A name for the result.").build();
        private static final Property<Double> FACTOR = Property.number("Factor")
                .mandatory()
                .documentation("By what every value is multiplied.")
                .build();
        private static final Property<List<Double>> VALUES = Property.numberList("Values")
                .defaultValue(List.of(1.0, 2.0, 4.0))
                .documentation("What is scaled.")
                .build();
        private static final Property<String> UNIT = Property.string("Unit")
                .defaultValue("Wavelength")
                .validator(Validators.oneOf("Wavelength", "TOF", "Energy", "MomentumTransfer", "dSpacing"))
                .documentation("The unit of the axis.")
                .group("Axis")
                .build();
        private static final Property<Double> FROM = Property.number("From")
                .defaultValue(0.0)
                .documentation("Where the axis begins.")
                .group("Axis")
                .build();
        private static final Property<Double> TO = Property.number("To")
                .defaultValue(10.0)
                .documentation("Where the axis ends; above From.")
                .group("Axis")
                .build();
        private static final Property<Boolean> NORMALISE = Property.bool("Normalise")
                .defaultValue(false)
                .documentation("Whether the sum becomes 1.")
                .group("More")
                .build();
        private static final Property<Map<String, Object>> NOTES = Property.of("Notes", PropertyTypes.FREE_MAP)
                .documentation("What else is known of the sample.")
                .group("More")
                .build();
        private static final Property<OffsetDateTime> TAKEN = Property.of("Taken", PropertyTypes.DATE_TIME)
                .defaultValue(OffsetDateTime.parse("2026-01-31T12:00:00Z"))
                .documentation("When it was measured.")
                .group("More")
                .build();
        private static final Property<String> SCAN = Property.file("Scan", FileMode.OPTIONAL_LOAD, "txt", "nxs")
                .documentation("A file to take the values from.")
                .group("More")
                .build();
        private static final Property<List<Double>> SCALED = Property.numberList("Scaled")
                .output()
                .documentation("The scaled values.")
                .build();
        private static final Property<List<Integer>> CHANNEL = Property.integerList("Channel")
                .output()
                .documentation("The number of each.")
                .build();
        private static final Property<Double> SUM =
                Property.number("Sum").output().documentation("Their sum.").build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("ScaleSpectrum")
                    .categories("Spectra")
                    .seeAlso("SumNumbers")
                    .summary("Multiplies every value of a spectrum by a factor.")
                    .properties(
                            TITLE, FACTOR, VALUES, UNIT, FROM, TO, NORMALISE, NOTES, TAKEN, SCAN, CHANNEL, SCALED, SUM);
        }

        @Override
        protected void validateInputs(Inputs in, Problems out) {
            if (in.get(TO) <= in.get(FROM)) {
                out.add(TO, "is " + in.get(TO) + ", which must be above From");
            }
        }

        @Override
        protected void execute(Context run) {
            List<Double> scaled = run.get(VALUES).stream()
                    .map(value -> value * run.get(FACTOR))
                    .toList();
            run.set(SCALED, scaled);
            run.set(
                    CHANNEL,
                    java.util.stream.IntStream.range(0, scaled.size()).boxed().toList());
            run.set(SUM, scaled.stream().mapToDouble(Double::doubleValue).sum());
        }
    }

    /** Leaves an object in the host's memory. */
    static final class KeepNumbers extends Algorithm {

        private static final Property<List<Integer>> NUMBERS = Property.integerList("Numbers")
                .mandatory()
                .documentation("What to keep.")
                .build();
        private static final Property<StoredObject<int[]>> KEPT = Property.storedObject(
                        "Kept", int[].class, StoreMode.WRITE)
                .documentation("The name under which they are kept.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("KeepNumbers")
                    .categories("Numbers")
                    .summary("Keeps numbers in memory under a name.")
                    .properties(NUMBERS, KEPT);
        }

        @Override
        protected void execute(Context run) {
            run.set(
                    KEPT,
                    run.get(KEPT)
                            .with(run.get(NUMBERS).stream()
                                    .mapToInt(Integer::intValue)
                                    .toArray()));
        }
    }

    /** Takes an object of the host's memory. */
    static final class SumNumbers extends Algorithm {

        private static final Property<StoredObject<int[]>> NUMBERS = Property.storedObject(
                        "Numbers", int[].class, StoreMode.READ)
                .documentation("The numbers, by the name under which they are kept.")
                .build();
        private static final Property<Integer> SUM =
                Property.integer("Sum").output().documentation("Their sum.").build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("SumNumbers")
                    .categories("Numbers")
                    .summary("Adds up numbers that are kept in memory.")
                    .properties(NUMBERS, SUM);
        }

        @Override
        protected void execute(Context run) {
            int sum = 0;
            for (int number : run.get(NUMBERS).get()) {
                sum += number;
            }
            run.set(SUM, sum);
        }
    }

    /** Goes on until it is let go or cancelled, so that tests wait for no time. */
    static final class CountSteps extends Algorithm {

        private static final Property<Integer> STEPS = Property.integer("Steps")
                .defaultValue(10)
                .validator(Validators.between(1, 1000))
                .documentation("How many steps to take.")
                .build();
        private static final Property<Integer> STOP = Property.integer("WaitAt")
                .defaultValue(0)
                .documentation("The step at which to wait until cancelled; 0 for none.")
                .build();
        private static final Property<Integer> SQUARE = Property.integer("Square")
                .output()
                .documentation("Steps times Steps.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("CountSteps")
                    .categories("Numbers")
                    .summary("Counts, and says so.")
                    .properties(STEPS, STOP, SQUARE);
        }

        @Override
        protected void execute(Context run) throws InterruptedException {
            CountDownLatch cancelled = new CountDownLatch(1);
            Registration wake = run.onCancel(cancelled::countDown);
            try {
                for (int step = 1; step <= run.get(STEPS); step++) {
                    run.progress().report(step, run.get(STEPS), "steps", "counting");
                    run.log().info("step " + step);
                    if (step == run.get(STOP)) {
                        cancelled.await(10, TimeUnit.MINUTES);
                    }
                    run.checkCancelled();
                }
            } finally {
                wake.close();
            }
            run.set(SQUARE, run.get(STEPS) * run.get(STEPS));
        }
    }
}
