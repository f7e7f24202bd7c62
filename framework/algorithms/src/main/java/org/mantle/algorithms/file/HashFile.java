package org.mantle.algorithms.file;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.mantle.algorithms.io.WatchedInput;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.Validators;

/** Calculates the digest of a file, and compares it with the one that is expected. */
public final class HashFile extends Algorithm {

    static final Property<String> FILE = Property.file("File", FileMode.LOAD)
            .example("notes.txt")
            .documentation("The file.")
            .build();
    static final Property<HashFunction> FUNCTION = Property.choice("Function", HashFunction.class, HashFunction::label)
            .defaultValue(HashFunction.SHA256)
            .aliases("Algorithm")
            .documentation("How the digest is made. MD5 and SHA-1 tell of accidents but not of attacks.")
            .build();
    static final Property<String> EXPECTED = Property.string("Expected")
            .validator(Validators.emptyOr(Validators.matching("[0-9a-fA-F]+", "hexadecimal digits")))
            // The next file has another.
            .remember(false)
            .documentation("The digest that the file should have; the run fails when it has another.")
            .build();
    static final Property<String> DIGEST = Property.string("Digest")
            .output()
            .mandatory()
            .validator(Validators.matching("[0-9a-f]+", "hexadecimal digits"))
            .documentation("The digest, in hexadecimal digits with small letters.")
            .build();
    static final Property<Long> BYTES = Property.longInteger("Bytes")
            .output()
            .mandatory()
            .unit("bytes")
            .documentation("How large the file is.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("HashFile")
                .categories("Files")
                .summary("Calculates the digest of a file, such as its SHA-256, and checks it against an expected one.")
                .seeAlso("HashFolder", "CompareFiles")
                .keywords("checksum", "fingerprint", "verify")
                .properties(FILE, FUNCTION, EXPECTED, DIGEST, BYTES)
                .loopOver(FILE, EXPECTED);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        int given = inputs.get(EXPECTED).length();
        HashFunction function = inputs.get(FUNCTION);
        if (given > 0 && given != function.digits()) {
            problems.add(
                    EXPECTED,
                    "a digest of " + function.label() + " has " + function.digits() + " hexadecimal digits, and not "
                            + given);
        }
    }

    @Override
    protected void execute(Context run) throws IOException {
        Path file = Path.of(run.get(FILE));
        MessageDigest digest = run.get(FUNCTION).newDigest();
        try (WatchedInput input = WatchedInput.of(file, run, "hashing")) {
            byte[] block = new byte[WatchedInput.BLOCK];
            for (int read = input.read(block); read >= 0; read = input.read(block)) {
                digest.update(block, 0, read);
            }
            run.set(BYTES, input.bytes());
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        run.set(DIGEST, hex);
        String expected = run.get(EXPECTED);
        if (!expected.isEmpty() && !expected.equalsIgnoreCase(hex)) {
            throw new IOException(file + " is not what it should be: its "
                    + run.get(FUNCTION).label() + " is " + hex + ", and not " + expected);
        }
    }
}
