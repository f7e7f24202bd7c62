package org.mantle.remote.scarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.remote.job.JobId;

/** Ids of jobs as people, programs and services write them. */
class JobIdTypeTests {

    private static final JobIdType TYPE = JobIdType.INSTANCE;

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "+12, 12",
        "007, 7",
        "12[3], 12[3]",
        "12_3, 12_3",
        "12+1, 12+1",
        "12.1, 12.1",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775808",
        "99999999999999999999999999[12], 99999999999999999999999999[12]"
    })
    void aTextIsAnIdOfAJob(String text, String id) {
        assertThat(TYPE.fromText(text)).isEqualTo(new JobId(id));
        assertThat(TYPE.fromText(TYPE.toText(new JobId(id)))).isEqualTo(new JobId(id));
        assertThat(TYPE.fromJson(TYPE.toJson(new JobId(id)))).isEqualTo(new JobId(id));
        assertThat(JobIdType.OF_A_JOB.check(new JobId(id))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "12[", "12[]", "12[3]4", "12[a]", "[3]", "1e3", "12 3", "-12[3]", "1\n2", "١"})
    void anyOtherTextIsNone(String text) {
        assertThatThrownBy(() -> TYPE.fromText(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 12, or 12[3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0[3]", "-99999999999999999999"})
    void noJobHasANumberBelowOne(String text) {
        assertThat(JobIdType.OF_A_JOB.check(TYPE.fromText(text)))
                .hasValueSatisfying(violation -> assertThat(violation.message()).contains("is not at least 1"));
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "3.0, 3", "3e2, 300", "18446744073709551616, 18446744073709551616", "'\"12[3]\"', 12[3]"})
    void jsonIsReadByItsValue(String json, String id) {
        assertThat(TYPE.fromJson(JsonParser.parseString(json))).isEqualTo(new JobId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e999999999", "1e99999999999", "true", "[1]", "{}", "\"\""})
    void otherJsonIsNone(String json) {
        assertThatThrownBy(() -> TYPE.fromJson(JsonParser.parseString(json)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersOfJavaAreTakenAndWrittenAsNumbers() {
        assertThat(TYPE.fromObject(7)).isEqualTo(JobId.of(7));
        assertThat(TYPE.fromObject(new BigInteger("18446744073709551616")))
                .isEqualTo(new JobId("18446744073709551616"));
        assertThat(TYPE.toJson(JobId.of(7)).toString()).isEqualTo("7");
        assertThat(TYPE.toJson(new JobId("12[3]")).toString()).isEqualTo("\"12[3]\"");
        assertThatThrownBy(() -> TYPE.fromObject(7.0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(TYPE.word()).isEqualTo("number");
    }
}
