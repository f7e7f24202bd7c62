package org.mantle.commons.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.Collection;

/** Lists as JSON. */
public final class JsonLists {

    private JsonLists() {}

    /**
     * Returns the list of some texts, in their order: as a plain element, so that the JVM can verify who calls this without loading the
     * library's classes.
     */
    public static JsonElement ofTexts(Collection<String> texts) {
        JsonArray array = new JsonArray(texts.size());
        texts.forEach(array::add);
        return array;
    }
}
