package org.mantle.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.property.Property;

/** What docs/gateway.md says of the configuration; {@code -Dmantle.docs.update=true} makes the table anew. */
class SettingsPageTests {

    private static final Path PAGE = Path.of(System.getProperty("mantle.root"), "docs", "gateway.md");
    private static final String BEGIN = "<!-- made from the declarations of the settings -->\n";
    private static final String END = "<!-- end -->\n";

    /** Words of types, as people who write JSON know them. */
    private static final Map<String, String> WORDS = Map.of(
            "string",
            "text",
            "str list",
            "list of texts",
            "boolean",
            "true or false",
            "Dictionary",
            "object",
            "path",
            "file");

    @Test
    void thePageTellsOfEachSetting() throws IOException {
        String table = "| setting | value | what it says |\n|---|---|---|\n"
                + GatewaySettings.DECLARED.stream().map(SettingsPageTests::row).collect(Collectors.joining());
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        if (Boolean.getBoolean("mantle.docs.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(table);
    }

    private static String row(Property<?> setting) {
        String word = setting.type().word();
        return "| `" + setting.name() + "` | " + WORDS.getOrDefault(word, word) + " | " + setting.documentation()
                + " |\n";
    }

    @Test
    void theExampleIsAllowed(@TempDir Path folder) throws IOException {
        Matcher block = Pattern.compile("```json\n(\\{\n  \"port\".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        JsonObject example = JsonParser.parseString(block.group(1)).getAsJsonObject();
        Path file = Files.writeString(folder.resolve("gateway.json"), example.toString());

        GatewaySettings settings = GatewaySettings.read(file);
        assertThat(settings.find(GatewaySettings.PORT)).contains(8443);
        assertThat(settings.path(GatewaySettings.TLS_FILE)).contains(folder.resolve("gateway.p12"));
        assertThat(settings.ldap().orElseThrow().attribute()).isEqualTo("uid");
    }
}
