package org.mantle.framework.algorithm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an algorithm of a static method, whose class its provider names in {@link AlgorithmProvider#methods}.
 *
 * <p>Each parameter is an input, see {@link Input}; a parameter that is a record stands for its components. A {@link Context} or
 * {@link Progress} is handed in and is no input. A returned record is one output for each component, any other value is one
 * output, see {@link Output}; {@code void} is none. Whatever the method throws fails the run.
 *
 * <p>What has no element here or in {@link Input} (conditions, preconditions, defaults from other inputs, rules across inputs)
 * needs a class, which extends {@link Algorithm}.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AlgorithmMethod {

    /** The name by which the algorithm is called. */
    String name();

    /** The version, 1 or higher. */
    int version() default 1;

    /** Other names by which this version can be called. */
    String[] aliases() default {};

    /** Other names that should not be used any more from a day on; see {@link Declaration#alias}. */
    ExpiringAlias[] expiringAliases() default {};

    /** The categories; a backslash makes levels. */
    String[] categories();

    /** What the algorithm does, in one or a few sentences. */
    String summary();

    /** The names of related algorithms. */
    String[] seeAlso() default {};

    /** Words by which users look for the algorithm and that are said nowhere else; see {@link Declaration#keywords}. */
    String[] keywords() default {};

    /** Whether this algorithm should not be used any more; see {@link Declaration#deprecated(String)}. */
    boolean deprecated() default false;

    /** The name of the algorithm to use instead of one that is deprecated; none when not given. */
    String replacement() default "";

    /** The day from which on it is deprecated, such as {@code 2026-02-03}; always when not given. */
    String deprecatedSince() default "";

    /** Another name of an algorithm, which expires. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface ExpiringAlias {

        /** The other name. */
        String name();

        /** The day from which on it should not be used any more, such as {@code 2026-02-03}. */
        String deprecatedFrom();
    }
}
