package org.mantle.framework.algorithm;

/**
 * A failure of an algorithm that programs know by a word, such as one that also the next call is refused for: what an exception
 * implements that {@link Algorithm#execute} throws. Faces give the word as {@code error.code}.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @since 0.1.0
 */
public interface CodedFailure {

    /** Returns the word, which stays the same whatever the message says; like the code of a problem. */
    String code();
}
