package org.mantle.python.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.Mantle;
import org.mantle.framework.export.PythonNames;
import org.mantle.python.SampleAlgorithms;

/** Algorithms in Python's words, read by Python. */
final class PythonTextTests {

    @TempDir
    Path folder;

    private String python(String program, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("python3", "-c", program));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void keywordsAreThoseOfPython() throws Exception {
        Prerequisites.command("python3", "python3");
        for (String keyword : python("import keyword; print(*keyword.kwlist)").split("\\s+")) {
            assertThat(PythonNames.of(keyword)).isEqualTo(keyword + "_");
        }
        assertThat(PythonNames.of("Bin width")).isEqualTo("Bin_width");
        assertThat(PythonNames.of("2D")).isEqualTo("_2D");
        assertThat(PythonNames.of("\u00dcber.x")).isEqualTo("\u00dcber_x");
        assertThat(PythonNames.field("2D")).isEqualTo("n_2D");
    }

    @Test
    void stubsAreWhatPythonReads() throws Exception {
        Prerequisites.command("python3", "python3");
        Path stubs = folder.resolve("simpleapi.pyi");
        try (Mantle mantle = Mantle.builder().provider(new SampleAlgorithms()).build()) {
            Files.writeString(stubs, PythonStubs.of(mantle.registry()));
        }
        String read = python("""
                import ast, sys
                tree = ast.parse(open(sys.argv[1], encoding="utf-8").read())
                for node in tree.body:
                    if isinstance(node, ast.ClassDef):
                        for inner in node.body:
                            if isinstance(inner, ast.AnnAssign):
                                print(node.name, inner.target.id, ast.unparse(inner.annotation))
                            elif inner.name == "__call__":
                                print(node.name, [arg.arg for arg in inner.args.args], ast.unparse(inner.returns))
                                assert ast.get_docstring(inner)
                    elif isinstance(node, ast.AnnAssign):
                        print(node.target.id)
                """, stubs.toString());
        assertThat(read.lines())
                .contains(
                        "SumResult Sum float",
                        "SumResult Numbers List[float]",
                        "_Sum ['self', 'Left', 'Right', 'Note'] SumResult",
                        "_Nothing ['self'] None",
                        "_Count ['self', 'Text'] int",
                        "_lambda_ ['self', 'class_', 'Progress', 'self_', 'My_Prop'] str",
                        "lambda_",
                        "Nil",
                        "HashFile");
    }
}
