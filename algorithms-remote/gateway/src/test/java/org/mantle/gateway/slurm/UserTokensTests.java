package org.mantle.gateway.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.gateway.testing.SetClock;

/** Tokens by RFC 7515 and 7519, and their key. */
class UserTokensTests {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock();

    private SlurmKey key(String permissions) throws IOException {
        Path file = Files.write(folder.resolve("key"), KEY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return SlurmKey.read(file);
    }

    private static JsonObject part(String token, int index) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
        return JsonParser.parseString(new String(json, UTF_8)).getAsJsonObject();
    }

    private static long end(String token) {
        return part(token, 1).get("exp").getAsLong();
    }

    @Test
    void aTokenNamesItsUserAndIsSignedByTheKey() throws Exception {
        String token = new UserTokens(key("rw-------"), clock).of("alice");
        String[] parts = token.split("\\.");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));

        assertThat(part(token, 0).get("alg").getAsString()).isEqualTo("HS256");
        assertThat(part(token, 1).get("sun").getAsString()).isEqualTo("alice");
        assertThat(part(token, 1).get("exp").toString()).matches("\\d+");
        assertThat(parts[2]).isEqualTo(signature);
        assertThat(token).doesNotContain("=");
    }

    @Test
    void aTokenLivesForMinutesAndIsRenewed() throws Exception {
        UserTokens tokens = new UserTokens(key("rw-------"), clock);
        String first = tokens.of("alice");
        long now = clock.instant().getEpochSecond();

        assertThat(end(first) - now).isBetween(300L, 900L);
        assertThat(tokens.of("alice")).isEqualTo(first);
        assertThat(tokens.of("bob")).isNotEqualTo(first);
        clock.advance(Duration.ofMinutes(5));
        assertThat(end(tokens.of("alice"))).isGreaterThanOrEqualTo(end(first) + 300);
    }

    @Test
    void aClockThatIsSetDoesNotMakeATokenEndAtOnce() throws Exception {
        UserTokens tokens = new UserTokens(key("rw-------"), clock);
        long right = clock.instant().getEpochSecond();
        clock.advance(Duration.ofHours(-2));
        assertThat(end(tokens.of("alice")) - right).isGreaterThanOrEqualTo(300);
        clock.advance(Duration.ofHours(2));
        assertThat(end(tokens.of("alice")) - right).isBetween(300L, 900L);
        clock.advance(Duration.ofHours(5));
        assertThat(end(tokens.of("alice")) - clock.instant().getEpochSecond()).isBetween(300L, 900L);
        clock.advance(Duration.ofHours(-5));
        assertThat(end(tokens.of("alice")) - right).isBetween(300L, 900L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void refusesAKeyThatOthersCanReadOrChange(String permissions) {
        assertThatThrownBy(() -> key(permissions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        Path empty = Files.createFile(
                folder.resolve("empty"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        assertThatThrownBy(() -> SlurmKey.read(empty)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SlurmKey.read(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jwt_key");
        assertThat(key("rw-------").toString()).doesNotContain("0123");
    }
}
