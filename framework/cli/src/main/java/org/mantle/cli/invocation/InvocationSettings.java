package org.mantle.cli.invocation;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.mantle.cli.terminal.Terminal;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * What every call of one command line begins with.
 *
 * @param mantle makes the host of algorithms, when it is first needed
 * @param suggestions offers a value for a property that is missing
 * @param quietLoggers what these log is told to nobody who does not ask for all: failures come in words of their own
 */
public record InvocationSettings(
        Supplier<Mantle> mantle,
        BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions,
        Map<String, String> environment,
        InputStream in,
        OutputStream out,
        OutputStream err,
        Terminal terminal,
        List<String> quietLoggers) {}
