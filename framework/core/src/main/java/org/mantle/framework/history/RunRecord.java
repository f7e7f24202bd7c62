package org.mantle.framework.history;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.property.UnknownPropertyException;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Secret;

/**
 * What the history keeps of one run. Immutable.
 *
 * <p>Values are those of the properties' types. In place of some there is what is kept of them:
 *
 * <ul>
 *   <li>a {@link Secret} without its characters, which knows by which {@link Secret#reference() reference} it was given, if by
 *       any;
 *   <li>a {@link LargeValue} for one that is too large to keep;
 *   <li>an {@link UnkeptValue} for an object that exists in memory alone, or has no text form.
 * </ul>
 *
 * <p>A record that was read back from a file, or of a plugin whose jar is gone, and whose algorithm is not there any more in its
 * version, has values of JSON ({@link com.google.gson.JsonElement}).
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface RunRecord {

    /**
     * Returns the running number: of the history, or of the file that it is kept in, where it is never given to another run; for
     * a record inside another, its place there. Begins with 1.
     */
    long number();

    /** Returns what tells this record from every other, also from those of other hosts; made when first asked for. */
    String id();

    /** Returns the name of the algorithm. */
    String algorithm();

    /** Returns the version of the algorithm. */
    int version();

    /** Returns how the run ended. */
    RunState state();

    /**
     * Returns what a failed run said, with stars in place of its secrets; empty for any other. Of more than 10,000 characters the
     * beginning, and an ellipsis.
     */
    Optional<String> error();

    /** Returns when the execution began, or the run was cancelled before it did. */
    Instant started();

    /** Returns how long the execution took, without the checks before it. */
    Duration duration();

    /** Returns when the execution ended. */
    default Instant ended() {
        return started().plus(duration());
    }

    /** Returns the last warnings and errors that the run, or one inside it, said in its log; at most 20, cut as the log is. */
    List<LogLine> warnings();

    /** Returns the records of the runs inside this one, in the order in which they ended. */
    List<RunRecord> children();

    /**
     * Returns the record of a run inside this one.
     *
     * @param place 0 for the first that ended
     * @throws IndexOutOfBoundsException if there are not so many
     */
    default RunRecord child(int place) {
        List<RunRecord> all = children();
        if (place < 0 || place >= all.size()) {
            throw new IndexOutOfBoundsException(
                    this + " has " + all.size() + " runs inside it; the first is 0, and there is no " + place);
        }
        return all.get(place);
    }

    /** Returns the inputs that differ from their defaults, by name, in order of declaration. */
    Map<String, Object> inputs();

    /** Returns the outputs that the run set, by name, in order of declaration; empty when it did not complete. */
    Map<String, Object> outputs();

    /**
     * Returns the value of one property: of an input what the run began with, also if that was its default, and of an output what
     * the run set, also if it set the default.
     *
     * @param name the name of the property, in any letter case
     * @return empty when it had none
     * @throws UnknownPropertyException if there is no such property
     */
    Optional<Object> value(String name);

    /**
     * Returns whether an input had its default, whether or not it was given; of an output, whether the run left it as it was.
     *
     * @param name the name of the property, in any letter case
     * @throws UnknownPropertyException if there is no such property
     */
    boolean isDefault(String name);

    /** Returns the record as JSON, with the records inside it: all that a file keeps, and that can be read back from one. */
    JsonObject toJson();
}
