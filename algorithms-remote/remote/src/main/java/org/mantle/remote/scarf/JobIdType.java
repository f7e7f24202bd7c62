package org.mantle.remote.scarf;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mantle.framework.type.PropertyType;
import org.mantle.remote.job.JobId;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;
import org.mantle.validators.Violation;

/** The type of job ids: numbers of any size, and texts such as {@code 12[3]} for one of an array of jobs. */
final class JobIdType implements PropertyType<JobId> {

    static final JobIdType INSTANCE = new JobIdType();

    /** Stands for no job. */
    static final JobId NONE = JobId.of(0);

    /** Allows the ids that a job can have: its number is 1 or more. */
    static final Validator<JobId> OF_A_JOB = new OfAJob();

    private static final int MOST_DIGITS = 100;
    private static final String NUMBER = "[+-]?[0-9]{1," + MOST_DIGITS + "}";
    private static final String ELEMENT = "[0-9]{1," + MOST_DIGITS + "}(?:\\[[0-9]{1,19}\\]|[_.+][0-9]{1,19})";
    private static final Pattern NUMBER_TEXT = Pattern.compile(NUMBER);
    private static final Pattern ELEMENT_TEXT = Pattern.compile(ELEMENT);
    private static final String NEEDS = "needs the number of a job, such as 12, or 12[3] for one of an array";

    private JobIdType() {}

    @Override
    public String word() {
        return "number";
    }

    @Override
    public JobId fromText(String text) {
        if (NUMBER_TEXT.matcher(text).matches()) {
            return of(new BigInteger(text));
        }
        if (ELEMENT_TEXT.matcher(text).matches()) {
            return new JobId(text);
        }
        throw new IllegalArgumentException(NEEDS);
    }

    private static JobId of(BigInteger number) {
        return new JobId(number.toString());
    }

    @Override
    public String toText(JobId value) {
        return value.text();
    }

    @Override
    public JobId fromObject(Object value) {
        if (value instanceof JobId id) {
            return fromText(id.text());
        }
        boolean whole = value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
        if (!whole) {
            throw new IllegalArgumentException(
                    NEEDS + ", not a " + value.getClass().getSimpleName());
        }
        return fromText(value.toString());
    }

    /** A number is read by its value: JSON makes no difference between 3 and 3.0. */
    @Override
    public JobId fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        if (json instanceof JsonPrimitive primitive && primitive.isNumber()) {
            try {
                BigDecimal number = primitive.getAsBigDecimal();
                // before its digits are made: 1e999999999 has a great many
                if ((long) number.precision() - number.scale() <= MOST_DIGITS) {
                    return of(number.toBigIntegerExact());
                }
            } catch (ArithmeticException | NumberFormatException e) {
                // refused below
            }
        }
        throw new IllegalArgumentException(NEEDS);
    }

    @Override
    public JsonElement toJson(JobId value) {
        return NUMBER_TEXT.matcher(value.text()).matches()
                ? new JsonPrimitive(new BigInteger(value.text()))
                : new JsonPrimitive(value.text());
    }

    @Override
    public boolean isEmpty(JobId value) {
        return value.equals(NONE);
    }

    @Override
    public JsonObject schema() {
        JsonArray types = new JsonArray();
        types.add("integer");
        types.add("string");
        JsonObject schema = new JsonObject();
        schema.add("type", types);
        schema.addProperty("pattern", "^(?:" + NUMBER + "|" + ELEMENT + ")$");
        return schema;
    }

    /** The check that an id is of a job. */
    private static final class OfAJob implements Validator<JobId> {

        private static final Validator<BigInteger> FROM_ONE = Validators.atLeast(BigInteger.ONE);

        @Override
        public Optional<Violation> check(JobId id) {
            return FROM_ONE.check(new BigInteger(id.text().replaceFirst("(?<=[0-9])[^0-9].*", "")));
        }

        @Override
        public Constraint constraint() {
            // the second part is for texts, of which the first says nothing
            return new Constraint.AllOf(List.of(FROM_ONE.constraint(), new Constraint.Matches("\\+?0*[1-9].*", "")));
        }
    }
}
