package org.mantle.remote.kind;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.Settings;

/**
 * The settings of one compute resource, in the types that its kind declares, each checked. Immutable.
 *
 * @since 0.1.0
 */
public final class ResourceSettings {

    private final Settings settings;

    private ResourceSettings(Settings settings) {
        this.settings = settings;
    }

    /**
     * Reads and checks settings.
     *
     * @param kind the kind of the resource
     * @param given the settings by name, as {@link Settings#of} takes them
     * @throws InvalidSettingsException with everything that is wrong. Rules across settings are checked when each is right
     */
    public static ResourceSettings of(ResourceKind kind, Map<String, ?> given) {
        ResourceSettings settings = new ResourceSettings(Settings.of(kind.settings(), List.of("type"), given));
        List<Problem> problems = new ArrayList<>(settings.settings.problems());
        if (problems.isEmpty()) {
            problems.addAll(kind.problems(settings));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return settings;
    }

    /**
     * Returns the value of a setting: the one given, or else its default.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public <T> T get(Property<T> setting) {
        return settings.get(setting);
    }

    /** Returns the value of a setting; empty when none was given and there is no default. */
    public <T> Optional<T> find(Property<T> setting) {
        return settings.find(setting);
    }

    /** Returns the settings that have a value, with the defaults and without empty texts, as a file has them. */
    public JsonObject toJson() {
        return settings.toJson();
    }

    /** Returns the names of the settings, without values. */
    @Override
    public String toString() {
        return "ResourceSettings" + settings;
    }
}
