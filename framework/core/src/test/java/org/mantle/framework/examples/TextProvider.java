package org.mantle.framework.examples;

// tag::provider[]
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.property.Services;

/** Hands over the algorithms of this jar. */
public final class TextProvider implements AlgorithmProvider {

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(CountLines.class, SendText.class, Greet.class);
    }

    @Override
    public void addDefaultServices(Services.Builder services) {
        services.set(SendText.Office.class, new LocalOffice());
    }
}
// end::provider[]
