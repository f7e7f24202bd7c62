package org.mantle.algorithms.text;

import java.util.regex.Pattern;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;
import org.mantle.validators.pattern.BoundedPattern;

/** The properties by which several algorithms are told what to look for. */
final class TextSearch {

    static final Property<String> FIND = Property.string("Find")
            .validator(Validators.required())
            .keepBlanks()
            .group("Search")
            .example("error")
            .documentation("What to look for within a line; blanks around it count.")
            .build();
    static final Property<Boolean> IS_PATTERN = Property.bool("IsPattern")
            .defaultValue(false)
            .group("Search")
            .documentation("Whether Find is a regular expression, and not a text to be found as it is.")
            .build();
    static final Property<Boolean> IGNORE_CASE = Property.bool("IgnoreCase")
            .defaultValue(false)
            .group("Search")
            .documentation("Whether upper and lower case letters are held for equal.")
            .build();

    /** Allows regular expressions. */
    static final Validator<String> REGEX = Validators.regularExpression();

    private TextSearch() {}

    static void validate(Inputs inputs, Problems problems) {
        if (inputs.get(IS_PATTERN)) {
            REGEX.check(inputs.get(FIND)).ifPresent(violation -> problems.add(FIND, violation.message()));
        }
    }

    static BoundedPattern pattern(Inputs inputs) {
        int flags = inputs.get(IGNORE_CASE) ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        return BoundedPattern.of(
                Pattern.compile(inputs.get(FIND), inputs.get(IS_PATTERN) ? flags : flags | Pattern.LITERAL));
    }
}
