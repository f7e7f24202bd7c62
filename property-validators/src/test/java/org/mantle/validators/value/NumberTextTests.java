package org.mantle.validators.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTests {

    /** The texts are those of an ECMAScript engine's {@code String(number)}. */
    @ParameterizedTest
    @CsvSource({
        "12.0, 12",
        "1.2345678E7, 12345678",
        "-1.5, -1.5",
        "0.1, 0.1",
        "2147483648, 2147483648",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "1.5e300, 1.5e+300",
        "0.000001, 0.000001",
        "0.0000012, 0.0000012",
        "1e-7, 1e-7",
        "1.5e-7, 1.5e-7",
        "2e23, 2e+23",
        "8.41e21, 8.41e+21",
        "9.007199254740993e15, 9007199254740992",
        "5e-324, 5e-324",
        "1e-323, 1e-323",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        // two to the power of 172, and others at which the numbers above lie farther apart than those below
        "0x1p172, 5.986310706507379e+51",
        "0x1p955, 3.0454106285625e+287",
        // where Java 17 has another last digit
        "2.0114357179875256e25, 2.0114357179875257e+25",
    })
    void aDoubleHasTheFewestDigitsThatReadBack(String number, String text) {
        assertThat(NumberText.of(Double.valueOf(number))).isEqualTo(text);
        assertThat(Double.parseDouble(text)).isEqualTo(Double.parseDouble(number));
    }

    @Test
    void everyDoubleReadsBack() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(NumberText.of(number))).isEqualTo(number);
            }
        }
    }

    @Test
    void theSignOfZeroIsForProgramsAlone() {
        assertThat(NumberText.of(-0.0)).isEqualTo("-0");
        assertThat(NumberText.of(-0.0f)).isEqualTo("-0");
        assertThat(NumberText.of(0.0)).isEqualTo("0");
        assertThat(NumberText.shown(-0.0)).isEqualTo("0");
        assertThat(NumberText.shown("-0.0")).isEqualTo("-0.0");
    }

    @Test
    void otherNumbersAreAsJavaWritesThem() {
        assertThat(NumberText.of(0.1f)).isEqualTo("0.1");
        assertThat(NumberText.of(16777216f)).isEqualTo("16777216");
        assertThat(NumberText.of(Double.NaN)).isEqualTo("NaN");
        assertThat(NumberText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(NumberText.of(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(NumberText.of(new BigInteger("98765432109876543210"))).isEqualTo("98765432109876543210");
        assertThat(NumberText.of(new BigDecimal("1.50"))).isEqualTo("1.50");
    }
}
