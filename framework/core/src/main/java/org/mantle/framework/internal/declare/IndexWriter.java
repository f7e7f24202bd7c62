package org.mantle.framework.internal.declare;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mantle.framework.internal.compiled.AlgorithmFacts;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.PropertyText;
import org.mantle.framework.run.Deprecation;

/** Writes the index of one provider; the same declarations always give the same bytes. */
public final class IndexWriter {

    private final StringBuilder text = new StringBuilder(IndexFormat.HEADER).append('\n');

    /** Begins an index. */
    public IndexWriter(String providerName) {
        line(IndexFormat.PROVIDER, providerName);
    }

    /**
     * Adds a class that the index is made from, before all algorithms.
     *
     * @param checksum the checksum of its file, by which an index of another state of it is told
     */
    public void addClass(String typeName, String checksum) {
        line(IndexFormat.CLASS, checksum + " " + typeName);
    }

    public void add(CompiledAlgorithm descriptor) {
        AlgorithmFacts facts = descriptor.facts();
        line(IndexFormat.ALGORITHM, descriptor.origin().name());
        line(IndexFormat.NAME, facts.name());
        line(IndexFormat.VERSION, Integer.toString(facts.version()));
        for (AlgorithmFacts.Alias alias : facts.aliases()) {
            if (alias.deprecatedFrom().isPresent()) {
                line(IndexFormat.ALIAS_UNTIL, alias.deprecatedFrom().get() + " " + alias.name());
            } else {
                line(IndexFormat.ALIAS, alias.name());
            }
        }
        lines(IndexFormat.CATEGORY, facts.categories());
        line(IndexFormat.SUMMARY, facts.summary());
        lines(IndexFormat.SEE_ALSO, facts.seeAlso());
        lines(IndexFormat.KEYWORD, facts.keywords());
        facts.deprecation().ifPresent(this::line);
        for (PropertyText property : descriptor.propertyTexts()) {
            line(IndexFormat.PROPERTY, property.name());
            if (!property.documentation().isEmpty()) {
                line(IndexFormat.DOCUMENTATION, property.documentation());
            }
        }
    }

    private void line(Deprecation deprecation) {
        if (deprecation.since().isPresent()) {
            line(IndexFormat.DEPRECATED_SINCE, deprecation.since().get() + " " + deprecation.replacement());
        } else {
            line(IndexFormat.DEPRECATED, deprecation.replacement());
        }
    }

    private void lines(String keyword, List<String> values) {
        for (String value : values) {
            line(keyword, value);
        }
    }

    private void line(String keyword, String value) {
        text.append(keyword).append(' ').append(IndexFormat.escaped(value)).append('\n');
    }

    public byte[] toBytes() {
        byte[] above = text.toString().getBytes(StandardCharsets.UTF_8);
        line(IndexFormat.END, IndexFormat.checksum(above, above.length));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
