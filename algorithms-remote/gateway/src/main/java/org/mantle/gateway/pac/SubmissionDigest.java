package org.mantle.gateway.pac;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import java.nio.charset.StandardCharsets;
import org.mantle.gateway.place.IncomingFiles;
import org.mantle.pac.AppParameter;
import org.mantle.pac.Submission;

/** What tells submissions apart: all that is in them, and not the form in which it came, which differs from one try to the next. */
final class SubmissionDigest {

    private final Hasher hasher = Hashing.sha256().newHasher();

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // with its length, so that nothing goes over from one text to the next
        hasher.putInt(bytes.length).putBytes(bytes);
    }

    /** Returns the content of an attached file, which is taken in when it has been written. */
    IncomingFiles.Content ofFile(String name, IncomingFiles.Content content) {
        return out -> {
            HashingOutputStream hashed = new HashingOutputStream(Hashing.sha256(), out);
            content.writeTo(hashed);
            add(name);
            hasher.putBytes(hashed.hash().asBytes());
        };
    }

    /** Takes in the parameters, and returns the digest of all. */
    String with(Submission submission) {
        add(submission.application());
        for (AppParameter parameter : submission.parameters()) {
            add(parameter.id());
            add(parameter.value());
        }
        return hasher.hash().toString();
    }
}
