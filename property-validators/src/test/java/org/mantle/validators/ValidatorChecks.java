package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What the tests of validators say of one value. */
final class ValidatorChecks {

    private ValidatorChecks() {}

    @SafeVarargs
    // The array is only read.
    @SuppressWarnings("varargs")
    static <T> void assertAllows(Validator<? super T> validator, T... values) {
        for (T value : values) {
            assertThat(validator.check(value)).as("%s", value).isEmpty();
        }
    }

    static <T> void assertRefuses(Validator<? super T> validator, T value, String code, String... parts) {
        assertThat(validator.check(value)).as("%s", value).hasValueSatisfying(violation -> {
            assertThat(violation.code()).isEqualTo(code);
            assertThat(List.of(parts)).allMatch(part -> violation.message().contains(part), violation.message());
        });
    }
}
