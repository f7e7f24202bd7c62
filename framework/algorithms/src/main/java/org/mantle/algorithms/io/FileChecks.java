package org.mantle.algorithms.io;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validators;

/** Properties and checks that the algorithms on files share. */
public final class FileChecks {

    /** Whether a file of the output's name is replaced. */
    public static final Property<Boolean> OVERWRITE = Property.bool("Overwrite")
            .defaultValue(false)
            // Each time anew, lest a dialog's last answer replace a file.
            .remember(false)
            .group("Output")
            .documentation(
                    "Whether a file that is there already is replaced. It is, at once, when the new one is whole.")
            .build();

    /** How the characters of a text file are encoded. */
    public static final Property<String> ENCODING = Property.string("Encoding")
            .defaultValue("UTF-8")
            .validator(Validators.satisfying(
                    "an encoding that this Java can read and write, such as UTF-8 or ISO-8859-1",
                    FileChecks::isEncoding))
            .documentation("How the characters are encoded.")
            .build();

    private FileChecks() {}

    private static boolean isEncoding(String name) {
        try {
            return !name.isEmpty()
                    && Charset.isSupported(name)
                    && Charset.forName(name).canEncode();
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    /** Adds a problem if a file is there that must not be replaced. */
    public static void requireNew(Property<String> file, Inputs inputs, Problems problems) {
        if (!inputs.get(OVERWRITE) && Files.exists(Path.of(inputs.get(file)))) {
            problems.add(file, inputs.get(file) + " is there already; choose another name, or set Overwrite=true");
        }
    }

    /** Returns a directory without . and .. in its path, or its real path where a link before .. leads elsewhere. */
    public static Path plain(Path directory) throws IOException {
        Path plain = directory.normalize();
        return Files.exists(plain) && Files.isSameFile(plain, directory) ? plain : directory.toRealPath();
    }
}
