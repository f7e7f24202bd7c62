package org.mantle.gateway.pac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mantle.gateway.application.Application;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.quoting.ArgumentSplitter;

/** The paths that a submission to an application gives: those of a user's own folder, where relative ones begin in the job's. */
record JobPlaces(UserFolder home, Path directory) implements Application.Places {

    @Override
    public String real(String value, boolean mustBeThere) {
        try {
            Path file = home.resolve(value, directory);
            if (mustBeThere && !(Files.exists(file) && Files.isReadable(file) && home.isInside(file))) {
                throw new IllegalArgumentException("there is no such file of yours: '" + value + "'");
            }
            return file.toString();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public List<String> split(String value) {
        try {
            List<String> arguments = new ArrayList<>();
            for (String word : ArgumentSplitter.split(value)) {
                arguments.add(home.mapArgument(word));
            }
            return arguments;
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
