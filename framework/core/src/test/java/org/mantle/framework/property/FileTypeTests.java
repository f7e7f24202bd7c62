package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Violation;

/** Files and directories in the six modes, and several files. */
class FileTypeTests {

    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("scan.nxs"), "x").toString();
    }

    private static String codeOf(FileMode mode, String text) {
        Property<String> property = Property.file("File", mode, "nxs").build();
        return property.check(property.convert(text)).map(Violation::code).orElse("fine");
    }

    /** The table of the modes, with what is wrong with an empty text, a missing file, a file and a directory. */
    @ParameterizedTest
    @CsvSource({
        "LOAD,               missing, notFound, fine,      notUsable",
        "OPTIONAL_LOAD,      fine,    fine,     fine,      notUsable",
        "SAVE,               missing, fine,     fine,      notUsable",
        "OPTIONAL_SAVE,      fine,    fine,     fine,      notUsable",
        "DIRECTORY,          missing, notFound, notUsable, fine",
        "WRITABLE_DIRECTORY, missing, notFound, notUsable, fine",
        "OPTIONAL_DIRECTORY, fine,    fine,     notUsable, fine"
    })
    void aModeSaysWhetherAPathMayBeEmptyAndMustExist(
            FileMode mode, String empty, String missing, String ofFile, String ofDirectory) {
        assertThat(codeOf(mode, "")).isEqualTo(empty);
        assertThat(codeOf(mode, folder + "/none.odd")).isEqualTo(missing);
        assertThat(codeOf(mode, file)).isEqualTo(ofFile);
        assertThat(codeOf(mode, folder.toString())).isEqualTo(ofDirectory);
        assertThat(Property.file("File", mode).build().needsValue()).isEqualTo(empty.equals("missing"));
    }

    @Test
    void anExtensionIsNeverAReasonToRefuse() throws IOException {
        String other = Files.writeString(folder.resolve("scan.txt"), "x").toString();
        assertThat(codeOf(FileMode.LOAD, other)).isEqualTo("fine");
        assertThat(PropertyTypes.file(FileMode.LOAD, ".NXS", "nxs", "Tif").extensions())
                .containsExactly("nxs", "tif");
    }

    @Test
    void aDialogIsToldWhetherToOpenOrToSaveAndHowMany() {
        for (FileMode mode : FileMode.values()) {
            assertThat(Property.file("File", mode).build().type().fileMode()).contains(mode);
        }
        assertThat(FileMode.OPTIONAL_SAVE.isWritten()).isTrue();
        assertThat(FileMode.OPTIONAL_LOAD.isWritten()).isFalse();
        assertThat(PropertyTypes.STRING.fileMode()).isEmpty();

        for (PropertyType<?> several : List.of(
                PropertyTypes.files(FileMode.OPTIONAL_LOAD, "nxs"),
                PropertyTypes.listOf(PropertyTypes.file(FileMode.OPTIONAL_LOAD, "nxs")))) {
            assertThat(several.presentation()).isEqualTo(Presentation.LOCAL_FILES);
            assertThat(several.fileMode()).contains(FileMode.OPTIONAL_LOAD);
            assertThat(several.extensions()).containsExactly("nxs");
        }
        assertThat(PropertyTypes.STRING_LIST.presentation()).isEqualTo(Presentation.PLAIN);
    }

    @Test
    void aTypeTakesAPathAsItIs() {
        PropertyType<String> load = PropertyTypes.file(FileMode.LOAD);
        assertThat(load.fromText("~/b.nxs")).isEqualTo("~/b.nxs");
        assertThat(load.fromObject(Path.of(file))).isEqualTo(file);
        assertThat(Property.file("File", FileMode.LOAD).build().convert(" " + file + " "))
                .isEqualTo(file);
    }

    @Test
    void settingAFileToSaveCreatesNothing() {
        assertThat(codeOf(FileMode.SAVE, folder + "/new/out.nxs")).isEqualTo("fine");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void whatCannotBeAPathIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.file(FileMode.SAVE).fromText("a\u0000b"))
                .withMessageContaining("needs a path");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.file(FileMode.SAVE).fromObject(5));
    }

    @Test
    void severalFilesAreEntriesOfWhichAPlusJoinsSome() {
        PropertyType<List<List<String>>> type = PropertyTypes.files(FileMode.OPTIONAL_LOAD);
        assertThat(type.fromText("x.nxs, y.nxs+z.nxs")).isEqualTo(List.of(List.of("x.nxs"), List.of("y.nxs", "z.nxs")));
        assertThat(type.fromText("")).isEmpty();
        for (String text : List.of("a,,b", "a++b", "a,+b", "a,", "+a", "a*.nxs", "scan?.nxs")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> type.fromText(text));
        }
        List<List<String>> awkward = List.of(List.of("a,b+c.nxs", "\"q\""), List.of("d*?", " e"));
        assertThat(type.fromText(type.toText(awkward))).isEqualTo(awkward);
        assertThat(type.fromJson(type.toJson(awkward))).isEqualTo(awkward);
        assertThat(type.fromObject(awkward)).isEqualTo(awkward);
    }

    @Test
    void severalFilesToLoadMustAllExistAndBeSome() {
        Property<List<List<String>>> files =
                Property.of("Files", PropertyTypes.files(FileMode.LOAD)).build();
        assertThat(files.needsValue()).isTrue();
        assertThat(files.check(files.convert(file + "," + file + "+" + file))).isEmpty();
        assertThat(files.check(files.convert(file + "," + file + "+" + folder + "/none")))
                .hasValueSatisfying(
                        why -> assertThat(why.message()).contains("element 2: element 2:", "none\" does not exist"));
        assertThat(files.check(files.convert(""))).isPresent();
    }

    @Test
    void severalFilesCanOnlyBeRead() {
        for (FileMode mode : List.of(FileMode.SAVE, FileMode.OPTIONAL_SAVE, FileMode.DIRECTORY)) {
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.files(mode));
        }
    }
}
