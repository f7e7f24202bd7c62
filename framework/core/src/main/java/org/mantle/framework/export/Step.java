package org.mantle.framework.export;

import com.google.gson.JsonElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a script. */
sealed interface Step {

    /**
     * The call of an algorithm.
     *
     * @param algorithm the name
     * @param version the version to ask for, or {@code null} for the newest
     * @param arguments the inputs that are not the defaults
     * @param gives what a later call takes of its outputs; {@code null} for nothing
     */
    record Call(
            String algorithm,
            @Nullable Integer version,
            List<Argument> arguments,
            @Nullable Gift gives) implements Step {
        Call giving(Gift gift) {
            return new Call(algorithm, version, arguments, gift);
        }
    }

    /**
     * A value that a call gives to later ones.
     *
     * @param number from 1, in the script
     * @param output the name of the output that has the value, alone or as a list of one
     */
    record Gift(int number, String output) {

        /** Returns the name of the script's variable. */
        String variable() {
            return "given_" + number;
        }
    }

    /**
     * A call that is repeated until an output no longer says that something is under way.
     *
     * @param output the name of the output that tells
     * @param underWay the texts that say so
     */
    record Wait(Call call, String output, List<String> underWay) implements Step {}

    /**
     * A remark.
     *
     * @param text one line of printable ASCII letters
     */
    record Remark(String text) implements Step {}

    /** An input of a call. */
    record Argument(String name, Value value) {}

    /** What is given to an input. */
    sealed interface Value {}

    /**
     * A value that was recorded.
     *
     * @param json its JSON form
     * @param text its text form; {@code null} when it is not known
     * @param javaReads whether the property takes the plain Java value of the JSON for the same value
     */
    record Recorded(JsonElement json, @Nullable String text, boolean javaReads) implements Value {}

    /** A value that an earlier call of the script gives. */
    record Given(Gift gift) implements Value {}

    /**
     * A secret that was given by a reference.
     *
     * @param reference such as {@code @env:NAME}
     */
    record Reference(String reference) implements Value {}

    /**
     * A secret for which the script asks.
     *
     * @param variable the variable of the environment that is taken when it is there
     * @param question what to ask for
     */
    record Asked(String variable, String question) implements Value {}

    /**
     * A value of which the history kept too little.
     *
     * @param what what it was, in words
     */
    record NotKept(String what) implements Value {}
}
