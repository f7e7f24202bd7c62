package org.mantle.framework.algorithm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of what an {@link AlgorithmMethod} returns, or of a component of the record that it returns, what an output is.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Output {

    /** The name of the output. When it is not given, that of the component with a capital letter, or else {@code Result}. */
    String name() default "";

    /** What the value means, in full sentences. */
    String documentation() default "";

    /** The unit of the value, for people. */
    String unit() default "";
}
