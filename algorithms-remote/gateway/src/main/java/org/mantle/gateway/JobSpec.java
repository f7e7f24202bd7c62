package org.mantle.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A job as an executor needs it: an argument list, where to run, where its output goes, its whole environment. */
record JobSpec(
        long id, List<String> command, Path directory, Path output, Path error, Map<String, String> environment) {}
