package org.mantle.benchmarks.submit;

import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/**
 * The second workload: 21 inputs (13 texts, three whole and two other numbers, two truth values, one of nine allowed values), 13 of
 * them checked, and 8 outputs, each of which is a copy of an input.
 */
public final class Submit extends Algorithm {

    private static final Property<String> USER =
            Property.string("UserName").mandatory().build();
    private static final Property<String> PASSWORD =
            Property.string("Password").mandatory().build();
    private static final Property<String> ACTION = Property.string("Action")
            .defaultValue("SubmitJob")
            .validator(Validators.oneOf(SubmitWorkload.ACTIONS))
            .build();
    private static final Property<String> RESOURCE = needed("ComputeResource", "SCARF");
    private static final Property<String> EXECUTABLE = needed("Executable", "/work/imat/tomopy/run.py");
    private static final Property<String> OPTIONS = text("Options", "--algorithm fbp");
    private static final Property<String> FOLDER = needed("ResultFolder", "/work/imat/results");
    private static final Property<String> UPLOAD = text("FileToUpload", "");
    private static final Property<String> JOB_ID = text("JobID", "");
    private static final Property<String> REMOTE_FILE = text("RemoteFile", "");
    private static final Property<String> LOCAL_FOLDER = needed("LocalFolder", "/tmp");
    private static final Property<String> PARAMETERS = text("ParameterFile", "");
    private static final Property<String> JOB = needed("JobName", "tomography");
    private static final Property<String> COMMENT = text("Comment", "");
    private static final Property<Integer> CORES = whole("Cores", 8, 1, SubmitWorkload.MOST_CORES);
    private static final Property<Integer> MEMORY = whole("MemoryMiB", 16_384, 1, SubmitWorkload.MOST_MEMORY);
    private static final Property<Integer> SECONDS = whole("TimeoutSeconds", 600, 0, SubmitWorkload.MOST_SECONDS);
    private static final Property<Double> CENTRE =
            number("Centre", 0, Validators.between(-SubmitWorkload.FARTHEST_CENTRE, SubmitWorkload.FARTHEST_CENTRE));
    private static final Property<Double> ANGLE =
            number("LastAngle", 180, Validators.between(0.0, SubmitWorkload.FULL_TURN));
    private static final Property<Boolean> OVERWRITE =
            Property.bool("Overwrite").defaultValue(false).build();
    private static final Property<Boolean> KEEP_ALIVE =
            Property.bool("KeepAlive").defaultValue(true).build();

    private static final Property<String> OUT_JOB =
            Property.string("OutJob").output().build();
    private static final Property<String> OUT_STATUS =
            Property.string("OutStatus").output().build();
    private static final Property<String> OUT_FOLDER =
            Property.string("OutFolder").output().build();
    private static final Property<String> OUT_USER =
            Property.string("OutUser").output().build();
    private static final Property<Integer> OUT_CORES =
            Property.integer("OutCores").output().build();
    private static final Property<Integer> OUT_SECONDS =
            Property.integer("OutSeconds").output().build();
    private static final Property<Double> OUT_CENTRE =
            Property.number("OutCentre").output().build();
    private static final Property<Boolean> OUT_OVERWRITTEN =
            Property.bool("OutOverwritten").output().build();

    private static Property<String> needed(String name, String value) {
        return Property.string(name)
                .defaultValue(value)
                .validator(Validators.required())
                .build();
    }

    private static Property<String> text(String name, String value) {
        return Property.string(name).defaultValue(value).build();
    }

    private static Property<Integer> whole(String name, int value, int least, int most) {
        return Property.integer(name)
                .defaultValue(value)
                .validator(Validators.between(least, most))
                .build();
    }

    private static Property<Double> number(String name, double value, Validator<Double> bounds) {
        return Property.number(name).defaultValue(value).validator(bounds).build();
    }

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name(SubmitWorkload.NAME)
                .categories("Benchmarks")
                .summary("Copies inputs to outputs.")
                .properties(USER, PASSWORD, ACTION, RESOURCE, EXECUTABLE, OPTIONS, FOLDER, UPLOAD, JOB_ID, REMOTE_FILE)
                .properties(LOCAL_FOLDER, PARAMETERS, JOB, COMMENT, CORES, MEMORY, SECONDS, CENTRE, ANGLE)
                .properties(OVERWRITE, KEEP_ALIVE)
                .properties(OUT_JOB, OUT_STATUS, OUT_FOLDER, OUT_USER, OUT_CORES, OUT_SECONDS, OUT_CENTRE)
                .properties(OUT_OVERWRITTEN);
    }

    @Override
    protected void execute(Context run) {
        run.set(OUT_JOB, run.get(JOB));
        run.set(OUT_STATUS, run.get(ACTION));
        run.set(OUT_FOLDER, run.get(FOLDER));
        run.set(OUT_USER, run.get(USER));
        run.set(OUT_CORES, run.get(CORES));
        run.set(OUT_SECONDS, run.get(SECONDS));
        run.set(OUT_CENTRE, run.get(CENTRE));
        run.set(OUT_OVERWRITTEN, run.get(OVERWRITE));
    }
}
