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
     */
    record Call(String algorithm, @Nullable Integer version, List<Argument> arguments) implements Step {}

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
