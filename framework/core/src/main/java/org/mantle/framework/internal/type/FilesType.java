package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.mantle.framework.internal.text.NestedText;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.LocalPath;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/**
 * The type of several files that are read, of which some belong together.
 *
 * <p>In the text form a comma separates entries and a plus joins the files of one: {@code x.nxs,y.nxs+z.nxs}. Wild cards stand
 * for nothing and are refused, but in quotes they are a part of a name.
 */
public final class FilesType implements ListElements.Told<List<List<String>>>, LocatedType<List<List<String>>> {

    private final FileType file;
    private final ListOfListsType<String> lists;
    private final Validator<List<List<String>>> validator;

    public FilesType(FileMode mode, String... extensions) {
        if (mode != FileMode.LOAD && mode != FileMode.OPTIONAL_LOAD) {
            throw new IllegalArgumentException(
                    "several files can be read only: use LOAD or OPTIONAL_LOAD, not " + mode);
        }
        this.file = new FileType(mode, extensions);
        this.lists = new ListOfListsType<>(file);
        Validator<List<List<String>>> each = Validators.everyElement(Validators.everyElement(mode.validator()));
        this.validator = mode == FileMode.LOAD ? Validators.allOf(List.of(Validators.required(), each)) : each;
    }

    @Override
    public String word() {
        return lists.word();
    }

    @Override
    public List<List<String>> fromText(String text) {
        return lists.fromObject(NestedText.read(text, FilesType::withoutWildCards));
    }

    private static String withoutWildCards(String name) {
        if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
            throw new IllegalArgumentException(
                    "has a wild card; give each file, with a name that has a * or ? in double quotes");
        }
        return name;
    }

    @Override
    public List<List<String>> located(List<List<String>> value, HostStorage storage) {
        return lists.located(value, storage);
    }

    @Override
    public String searched(List<List<String>> value, HostStorage storage) {
        return lists.searched(value, storage);
    }

    @Override
    public String toText(List<List<String>> value) {
        return lists.toText(value);
    }

    @Override
    public List<List<String>> fromObject(Object value) {
        return lists.fromObject(value);
    }

    @Override
    public List<List<String>> fromJson(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString()
                ? fromText(primitive.getAsString())
                : lists.fromJson(json);
    }

    @Override
    public JsonElement toJson(List<List<String>> value) {
        return lists.toJson(value);
    }

    @Override
    public JsonObject schema() {
        return lists.schema();
    }

    @Override
    public List<List<String>> emptyValue() {
        return List.of();
    }

    @Override
    public Validator<? super List<List<String>>> validator() {
        return validator;
    }

    @Override
    public FileType element() {
        return file;
    }

    @Override
    public List<LocalPath> localPaths(List<List<String>> value) {
        return lists.localPaths(value);
    }

    @Override
    public long weight(List<List<String>> value) {
        return lists.weight(value);
    }
}
