package org.mantle.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.commons.file.HomeFolder;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.PropertyMap;

/** A file with a property map, in any of the forms that {@link PropertyMap#read} knows. */
final class PropertiesFile {

    private static final String STANDARD_INPUT = "-";

    private PropertiesFile() {}

    /** Returns a path as people are told of it. */
    static String inWords(String path) {
        return path.equals(STANDARD_INPUT) ? "standard input" : "\"" + path + "\"";
    }

    /**
     * Reads every property as it is written.
     *
     * @param path the path of a file, or {@code -} for standard input
     * @param environment says where home is, for a path that begins with {@code ~/}
     * @throws CommandUsageException if it cannot be read, or is no property map
     */
    static Map<String, Object> read(String path, Map<String, String> environment, InputStream standardInput) {
        if (path.equals(STANDARD_INPUT)) {
            return mapOf(inWords(path), standardInput);
        }
        try (InputStream in = Files.newInputStream(Path.of(HomeFolder.expand(path, environment)))) {
            return mapOf(inWords(path), in);
        } catch (NoSuchFileException e) {
            throw new CommandUsageException("there is no properties file \"" + path + "\"", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandUsageException(
                    "the properties file \"" + path + "\" cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> mapOf(String name, InputStream in) {
        try {
            return PropertyMap.read(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        } catch (InvalidPropertyException e) {
            String problems = e.problems().stream().map(PropertiesFile::words).collect(Collectors.joining("; "));
            throw new CommandUsageException(name + ": " + problems, e);
        } catch (CharacterCodingException e) {
            throw new CommandUsageException(name + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new CommandUsageException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String words(Problem problem) {
        return problem.property().isEmpty() ? problem.message() : problem.property() + ": " + problem.message();
    }
}
