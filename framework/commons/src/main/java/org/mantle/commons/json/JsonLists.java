package org.mantle.commons.json;

import com.google.gson.JsonArray;
import java.util.Collection;

/** Lists as JSON. */
public final class JsonLists {

    private JsonLists() {}

    /** Returns the list of some texts, in their order. */
    public static JsonArray ofTexts(Collection<String> texts) {
        JsonArray array = new JsonArray(texts.size());
        texts.forEach(array::add);
        return array;
    }
}
