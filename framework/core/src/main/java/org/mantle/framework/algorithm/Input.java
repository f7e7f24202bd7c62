package org.mantle.framework.algorithm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.mantle.framework.property.Property;

/**
 * Says of a parameter of an {@link AlgorithmMethod}, or of a component of its record of inputs, what an input is.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Input {

    /**
     * The name of the input. When it is not given, that of the component with a capital letter, or of the parameter where the
     * compiler kept it ({@code -parameters}).
     */
    String name() default "";

    /** Old names, under which older callers know it; each works with a notice. */
    String[] aliases() default {};

    /** Whether a list may be given, of which each entry has a run of its own; see {@link Declaration#loopOver}. */
    boolean loop() default false;

    /** What the value means, in full sentences. */
    String documentation() default "";

    /** The unit of the value, for people. */
    String unit() default "";

    /** The text of a value that shows how one looks, see {@link Property.Builder#example}; none when empty. */
    String example() default "";

    /** The text of the value that holds when none is given, as one element; without one, a value must be given. */
    String[] defaultValue() default {};

    /** Whether a value may be missing without a default: then it is the type's empty one, such as an empty text or list. */
    boolean optional() default false;

    /** The smallest number that is allowed; none when not given. */
    double min() default Double.NaN;

    /** The largest number that is allowed; none when not given. */
    double max() default Double.NaN;

    /** The texts of the only values that are allowed; any when not given. */
    String[] oneOf() default {};
}
