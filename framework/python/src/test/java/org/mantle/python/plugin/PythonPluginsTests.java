package org.mantle.python.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.describe.AlgorithmSchema;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.python.PythonPlugins;

/** What a folder of plugins in Python brings to a host, and what is said of those that are wrong. */
class PythonPluginsTests {

    @TempDir
    Path home;

    @BeforeAll
    static void needsPython() {
        Prerequisites.command("python3", "python3");
    }

    private PluginFolderHost host() {
        return new PluginFolderHost(home, PluginFolderHost.builder().build());
    }

    private void write(String name, String... lines) throws Exception {
        PluginFolderHost.write(home, name, lines);
    }

    private void writeSmall(String file, String algorithm) throws Exception {
        write(file, PluginFolderHost.algorithm(algorithm, List.of(), List.of()));
    }

    @Test
    void everyFaceKnowsWhatIsDeclared() throws Exception {
        write(
                "full.py",
                "from mantle.algorithm import *",
                "class Full(PythonAlgorithm):",
                "    '''Shows all of it,",
                "    in two lines.",
                "",
                "    And more.",
                "    '''",
                "    def version(self): return 3",
                "    def category(self): return 'Data\\\\Load;Tests'",
                "    def aliases(self): return ['Complete']",
                "    def seeAlso(self): return ['Half']",
                "    def keywords(self): return ['entire']",
                "    def deprecated(self): return 'Fuller'",
                "    def PyInit(self):",
                "        self.declareProperty('Count', 3, IntBoundedValidator(1, 9), 'How many.')",
                "        self.declareProperty('Share', 0.5, FloatBoundedValidator(0, 1, exclusive=True), unit='mm', group='Numbers')",
                "        self.declareProperty('Name', '', StringMandatoryValidator(), 'The name.', Direction.Input)",
                "        self.declareProperty('Sure', False)",
                "        self.declareProperty('Mode', 'one', StringListValidator(['one', 'two']))",
                "        self.declareProperty(ChoiceProperty('Colour', ['red', 'green']))",
                "        self.declareProperty('Bins', [1.0, 2.0], FloatArrayBoundedValidator(lower=0))",
                "        self.declareProperty(IntArrayProperty('Runs', [], IntArrayLengthValidator(0, 3)))",
                "        self.declareProperty(StringArrayProperty('Words'))",
                "        self.declareProperty(FileProperty('File', '', FileAction.OptionalLoad, ['nxs', '.h5']))",
                "        self.declareProperty(DirectoryProperty('Folder', '', FileAction.OptionalDirectory))",
                "        self.declareProperty(MultipleFileProperty('Files', FileAction.OptionalLoad))",
                "        self.declareProperty(SecretProperty('Password'), 'Never shown.')",
                "        self.declareProperty(DateTimeProperty('When'))",
                "        self.declareProperty(DictProperty('Extra', {'a': 1}))",
                "        self.declareProperty(StringProperty('Code', 'A1', RegexValidator('[A-Z][0-9]', 'a letter and a digit'), example='B2', aliases=['Kode']))",
                "        self.declareProperty(StringProperty('Either', 'x', CompositeValidator([StringListValidator(['x']), StringContainsValidator(['y'])], CompositeRelation.OR)))",
                "        self.declareProperty(FloatArrayProperty('Result', direction=Direction.Output), 'What comes out.')",
                "        self.setPropertyGroup('Count', 'Numbers')",
                "    def PyExec(self):",
                "        self.setProperty('Result', [1.0])");
        try (PluginFolderHost host = host()) {
            assertThat(host.faults()).isEmpty();
            AlgorithmDescriptor full = host.mantle.registry().get("complete");
            assertThat(full).hasToString("Full v3");
            assertThat(full.summary()).isEqualTo("Shows all of it, in two lines.");
            assertThat(full.categories()).contains("Data\\Load", "Tests", "Deprecated");
            assertThat(full.seeAlso()).containsExactly("Half");
            assertThat(full.source()).endsWith("full.py");
            assertThat(host.mantle.registry().search("entire")).contains(full);
            assertThat(words(full))
                    .isEqualTo(
                            "Count number, Share number, Name string, Sure boolean, Mode string, Colour string, Bins dbl list,"
                                    + " Runs int list, Words str list, File "
                                    + full.property("File").orElseThrow().type().word()
                                    + ", Folder "
                                    + full.property("Folder")
                                            .orElseThrow()
                                            .type()
                                            .word()
                                    + ", Files "
                                    + full.property("Files")
                                            .orElseThrow()
                                            .type()
                                            .word()
                                    + ", Password "
                                    + full.property("Password")
                                            .orElseThrow()
                                            .type()
                                            .word()
                                    + ", When date-time, Extra "
                                    + full.property("Extra")
                                            .orElseThrow()
                                            .type()
                                            .word()
                                    + ", Code string, Either string, Result dbl list");
            Property<?> share = full.property("Share").orElseThrow();
            assertThat(share.unit()).isEqualTo("mm");
            assertThat(share.group()).isEqualTo("Numbers");
            assertThat(full.property("Count").orElseThrow().group()).isEqualTo("Numbers");
            assertThat(full.property("Name").orElseThrow().needsValue()).isTrue();
            assertThat(full.property("Colour").orElseThrow().allowedValues()).containsExactly("red", "green");
            assertThat(full.property("File").orElseThrow().type().extensions()).containsExactly("nxs", "h5");
            assertThat(full.property("Password").orElseThrow().type().isSecret())
                    .isTrue();
            JsonObject inputs = AlgorithmSchema.ofInputs(full).getAsJsonObject("properties");
            assertThat(inputs.getAsJsonObject("Count").toString())
                    .contains("\"minimum\":1", "\"maximum\":9", "\"default\":3");
            assertThat(inputs.getAsJsonObject("Share").toString())
                    .contains("\"exclusiveMinimum\":0", "\"exclusiveMaximum\":1");
            assertThat(inputs.getAsJsonObject("Runs").toString()).contains("\"maxItems\":3");
            assertThat(inputs.getAsJsonObject("Code").toString()).contains("\"pattern\"", "\"B2\"");
            assertThat(AlgorithmSchema.ofOutputs(full).toString()).contains("Result");

            List<String> refused = problems(
                    host,
                    "Full",
                    Map.of(
                            "Count",
                            10,
                            "Share",
                            1,
                            "Mode",
                            "three",
                            "Bins",
                            List.of(1, -1),
                            "Runs",
                            "1-4",
                            "Code",
                            "1A",
                            "Either",
                            "z"));
            assertThat(refused)
                    .anyMatch(each -> each.startsWith("Count: ") && each.contains("not between 1 and 9"))
                    .anyMatch(each -> each.startsWith("Share: ") && each.contains("not above 0 and below 1"))
                    .anyMatch(each -> each.startsWith("Name: "))
                    .anyMatch(each -> each.startsWith("Mode: ") && each.contains("one"))
                    .anyMatch(each -> each.startsWith("Bins: "))
                    .anyMatch(each -> each.startsWith("Runs: "))
                    .anyMatch(each -> each.startsWith("Code: ") && each.contains("a letter and a digit"))
                    .anyMatch(each -> each.startsWith("Either: "))
                    .hasSize(8);
            assertThat(host.mantle
                            .run("Full", Map.of("Name", "x", "Kode", "C3"))
                            .get("Result"))
                    .isEqualTo(List.of(1.0));
        }
    }

    private static String words(AlgorithmDescriptor algorithm) {
        return String.join(
                ", ",
                algorithm.properties().stream()
                        .map(property -> property.name() + " " + property.type().word())
                        .toList());
    }

    private static List<String> problems(PluginFolderHost host, String name, Map<String, ?> inputs) {
        return host.mantle.validate(name, inputs).stream()
                .map(problem -> problem.property() + ": " + problem.message())
                .toList();
    }

    @Test
    void conditionsAreThoseOfTheFramework() throws Exception {
        write(
                "when.py",
                "from mantle.algorithm import *",
                "class When(PythonAlgorithm):",
                "    'Has conditions.'",
                "    def PyInit(self):",
                "        self.declareProperty('Action', 'Look', StringListValidator(['Look', 'Send', 'Take']))",
                "        self.declareProperty('Size', 0)",
                "        self.declareProperty('Sure', False)",
                "        for name in ('File', 'Target', 'Reason', 'Note'):",
                "            self.declareProperty(name, '')",
                "        sends = RequiredWhenProperty('Action', PropertyCriterion.IsEqualTo, 'Send')",
                "        large = RequiredWhenProperty('size', PropertyCriterion.IsMoreOrEqual, 10)",
                "        self.setPropertySettings('File', RequiredWhenProperty('Action', PropertyCriterion.IsOneOf, ['Send', 'Take']))",
                "        self.setPropertySettings('Target', RequiredWhenProperty(sends, large, LogicOperator.And))",
                "        self.setPropertySettings('Reason', RequiredWhenProperty(sends, large, LogicOperator.Xor))",
                "        self.setPropertySettings('Note', EnabledWhenProperty('Sure', PropertyCriterion.IsEqualTo, '1'))",
                "        self.setPropertySettings('Note', RequiredWhenProperty('Size', PropertyCriterion.IsNotDefault))",
                "    def PyExec(self):",
                "        pass");
        try (PluginFolderHost host = host()) {
            assertThat(host.faults()).isEmpty();
            assertThat(missing(host, Map.of())).isEmpty();
            assertThat(missing(host, Map.of("Action", "Take"))).containsExactly("File");
            assertThat(missing(host, Map.of("Action", "Send"))).containsExactly("File", "Reason");
            assertThat(missing(host, Map.of("Action", "Send", "Size", 10))).containsExactly("File", "Target");
            assertThat(missing(host, Map.of("Size", 9))).isEmpty();
            assertThat(missing(host, Map.of("Size", 10))).containsExactly("Reason");
            assertThat(missing(host, Map.of("Size", 1, "Sure", true))).containsExactly("Note");
        }
    }

    private static List<String> missing(PluginFolderHost host, Map<String, ?> inputs) {
        return host.mantle.validate("When", inputs).stream()
                .filter(problem -> problem.code().equals(Problem.MISSING))
                .map(Problem::property)
                .toList();
    }

    @Test
    void whatIsWrongWithOnePluginIsToldAndHarmsNoOther() throws Exception {
        writeSmall("fine.py", "Fine");
        write("broken.py", "from mantle.algorithm import *", "x = = 1");
        write("raising.py", "import os", "def load():", "    raise KeyError('beam')", "load()");
        write("missing.py", "import no_such_library_at_all");
        write("leaving.py", "import os", "os._exit(5)");
        write("quitting.py", "import sys", "sys.exit(7)");
        write("empty.py", "X = 1");
        write(
                "printing.py",
                "print('{\"failed\": 1}')",
                "import os",
                "os.write(1, b'\\x1e{}\\n')",
                String.join("\n", PluginFolderHost.algorithm("Prints", List.of(), List.of())));
        write(
                "mixed.py",
                "from mantle.algorithm import *",
                "class Good(PythonAlgorithm):",
                "    'Is good.'",
                "    def PyExec(self): pass",
                "class Twice(PythonAlgorithm):",
                "    'Is bad.'",
                "    def PyInit(self):",
                "        self.declareProperty('A', 1)",
                "        self.declareProperty('a', 1)",
                "    def PyExec(self): pass",
                "class Nameless(PythonAlgorithm):",
                "    def PyExec(self): pass",
                "class Unknown(PythonAlgorithm):",
                "    'Is bad.'",
                "    def PyInit(self):",
                "        self.declareProperty('A', 1)",
                "        self.setPropertySettings('A', VisibleWhenProperty('B', PropertyCriterion.IsDefault))",
                "    def PyExec(self): pass",
                "class Kindless(PythonAlgorithm):",
                "    'Is bad.'",
                "    def PyInit(self): self.declareProperty('A', [])",
                "    def PyExec(self): pass",
                "class Misjudged(PythonAlgorithm):",
                "    'Is bad.'",
                "    def PyInit(self): self.declareProperty('A', '', IntBoundedValidator(1))",
                "    def PyExec(self): pass",
                "class Odd(PythonAlgorithm):",
                "    'Is bad.'",
                "    def __init__(self): pass",
                "    def PyExec(self): pass",
                "class Garbled(PythonAlgorithm):",
                "    'Is bad.'",
                "    def PyInit(self): self.declareProperty('A', 1, aliases=5)",
                "    def PyExec(self): pass",
                "class _Helper(PythonAlgorithm):",
                "    def PyExec(self): pass",
                "class Base(PythonAlgorithm):",
                "    pass");
        try (PluginFolderHost host = host()) {
            assertThat(host.mantle.registry().all().stream().map(AlgorithmDescriptor::name))
                    .contains("Fine", "Good", "Prints")
                    .doesNotContain("Twice", "Broken", "Odd", "_Helper", "Base");
            assertThat(fault(host, "broken.py")).contains("SyntaxError").contains("at broken.py:2");
            assertThat(fault(host, "raising.py")).contains("KeyError: 'beam', at raising.py:3");
            assertThat(fault(host, "missing.py")).contains("No module named 'no_such_library_at_all', at missing.py:1");
            assertThat(fault(host, "leaving.py")).contains("the process of leaving.py ended with exit code 5");
            assertThat(fault(host, "quitting.py")).contains("it called sys.exit(7), at quitting.py:2");
            assertThat(fault(host, "empty.py")).contains("it has no algorithm");
            assertThat(faultOf(host, "Twice")).contains("the property a is declared twice, at mixed.py:9");
            assertThat(faultOf(host, "Nameless")).contains("summary");
            assertThat(faultOf(host, "Unknown")).contains("there is no property \"B\"");
            assertThat(faultOf(host, "Kindless"))
                    .contains("the kind of A cannot be told by its default")
                    .contains("at mixed.py:21");
            assertThat(faultOf(host, "Misjudged"))
                    .contains("\"bounds\" cannot judge")
                    .contains("\"string\"");
            assertThat(faultOf(host, "Odd")).contains("does not call super().__init__()");
            assertThat(faultOf(host, "Garbled")).contains("the property A");
            assertThat(host.faults()).hasSize(13);
            host.mantle.run("Prints", Map.of());
        }
    }

    private static String fault(PluginFolderHost host, String file) {
        return host.mantle.registry().faults().stream()
                .filter(each -> each.source().endsWith(file))
                .map(RegistryFault::message)
                .findFirst()
                .orElse("");
    }

    private static String faultOf(PluginFolderHost host, String algorithm) {
        return host.mantle.registry().faults().stream()
                .filter(each -> each.message().contains("declaration of " + algorithm + " "))
                .map(RegistryFault::message)
                .findFirst()
                .orElse("");
    }

    @Test
    void anImportThatHangsIsGivenUp() throws Exception {
        write("hanging.py", "import time", "time.sleep(3600)");
        writeSmall("zfine.py", "Fine");
        PythonPlugins plugins =
                PluginFolderHost.builder().patience(Duration.ofSeconds(8)).build();
        try (PluginFolderHost host = new PluginFolderHost(home, plugins)) {
            assertThat(fault(host, "hanging.py")).contains("it did not end within 8 seconds");
            assertThat(host.mantle.registry().find("Fine")).isPresent();
        }
    }

    @Test
    void anImportThatHangsKeepsNobodyTwice() throws Exception {
        Path starts = home.resolve("starts");
        PythonPlugins.Builder builder = PluginFolderHost.builder()
                .command(noting(starts).toString())
                .cache(home.resolve("cache"))
                .patience(Duration.ofSeconds(2));
        write("hanging.py", "import time", "time.sleep(3600)");
        for (int i = 0; i < 2; i++) {
            try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
                assertThat(fault(host, "hanging.py")).startsWith("it cannot be read: it did not end within 2 seconds");
            }
        }
        assertThat(starts).hasContent("started");
        writeSmall("hanging.py", "Mended");
        try (PluginFolderHost host = new PluginFolderHost(
                home, builder.patience(Duration.ofMinutes(1)).build())) {
            assertThat(host.mantle.registry().find("Mended")).isPresent();
        }
    }

    @Test
    void aPackageAndHelpersBesideItAreOnePlugin() throws Exception {
        write("_shared.py", "FACTOR = 3.0");
        write(
                "tomo/__init__.py",
                "from mantle.algorithm import *",
                "from .scaling import Scale",
                "AlgorithmFactory.subscribe(Scale)",
                "class Other(PythonAlgorithm):",
                "    'Is not subscribed.'",
                "    def PyExec(self): pass");
        write(
                "tomo/scaling.py",
                "from _shared import FACTOR",
                "import tomo",
                "from mantle.algorithm import *",
                "class Scale(PythonAlgorithm):",
                "    'Scales.'",
                "    def PyInit(self):",
                "        self.declareProperty('Value', FACTOR, direction=Direction.InOut)",
                "    def PyExec(self):",
                "        self.setProperty('Value', self.getProperty('Value').value * FACTOR)");
        writeSmall("json.py", "NamedLikeALibrary");
        write("__pycache__/old.py", "raise RuntimeError()");
        write("notes.txt", "no plugin");
        try (PluginFolderHost host = host()) {
            assertThat(host.faults()).isEmpty();
            assertThat(host.mantle.registry().all().stream().map(AlgorithmDescriptor::name))
                    .contains("Scale", "NamedLikeALibrary")
                    .doesNotContain("Other");
            assertThat(host.mantle.run("Scale", Map.of("Value", 2)).get("Value"))
                    .isEqualTo(6.0);
            assertThat(host.mantle.run("NamedLikeALibrary", Map.of()).asMap()).isEmpty();
            try (Stream<Path> made = Files.walk(home.resolve("plugins"))) {
                assertThat(made.filter(each -> each.toString().endsWith(".pyc")))
                        .isEmpty();
            }
            write("_shared.py", "FACTOR = 5.0");
            assertThat(host.mantle.run("Scale", Map.of("Value", 2)).get("Value"))
                    .isEqualTo(10.0);
        }
    }

    @Test
    void whatWasReplacedIsTakenUp() throws Exception {
        writeSmall("one.py", "Before");
        PythonPlugins.Builder builder = PluginFolderHost.builder().cache(home.resolve("cache"));
        new PluginFolderHost(home, builder.build()).close();
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            writeSmall("one.py", "Behind");
            assertThat(host.mantle.registry().find("Before")).isEmpty();
            host.mantle.run("Behind", Map.of());
            Files.delete(home.resolve("plugins/one.py"));
            assertThat(host.mantle.registry().find("Behind")).isEmpty();
        }
    }

    private void writeVersioned(int given, int factor, String beside) throws Exception {
        write(
                "scale.py",
                "from mantle.algorithm import *",
                "import _scale",
                "class Scale(PythonAlgorithm):",
                "    'Multiplies.'",
                "    def PyInit(self):",
                "        self.declareProperty('Value', " + given + ")",
                beside,
                "        self.declareProperty(IntProperty('Product', direction=Direction.Output))",
                "    def validateInputs(self): return _scale.problems(self.getProperty('Value').value)",
                "    def PyExec(self): self.setProperty('Product', " + factor + " * self.getProperty('Value').value)");
    }

    @Test
    void noRunHasTheDeclarationOfOneStateAndTheCodeOfAnother() throws Exception {
        write("_scale.py", "def problems(value): return {}");
        writeVersioned(1, 10, "");
        try (PluginFolderHost host = host()) {
            assertThat(host.mantle.run("Scale", Map.of()).get("Product")).isEqualTo(10L);
            AlgorithmInstance before = host.mantle.create("Scale");
            AlgorithmDescriptor kept = host.mantle.registry().get("Scale");
            // a process waits that has read the first state
            writeVersioned(2, 100, "        self.declareProperty('Unit', 'mm')");
            assertThat(host.mantle.run("Scale", Map.of()).get("Product")).isEqualTo(200L);
            assertThat(host.mantle.run("Scale", 1, Map.of("Unit", "cm")).get("Product"))
                    .isEqualTo(200L);
            String why = "scale.py was replaced meanwhile: call it again, by a new instance where you have one";
            assertThatThrownBy(() -> before.executeAsync().outputs()).hasMessageContaining(why);
            assertThatThrownBy(() -> host.mantle.run(kept, Map.of())).hasMessageContaining(why);
            // the helpers beside it are a part of it
            write("_scale.py", "def problems(value): return {'Value': 'is %d' % value} if value > 5 else {}");
            assertThat(host.mantle.validate("Scale", Map.of("Value", 6)))
                    .extracting(Problem::message)
                    .containsExactly("is 6");
            // and one that cannot be read any more brings nothing
            write("_scale.py", "def problems(value) return {}");
            assertThatThrownBy(() -> host.mantle.run("Scale", Map.of()))
                    .isInstanceOf(UnknownAlgorithmException.class)
                    .hasMessageContaining("cannot be read")
                    .hasMessageContaining("SyntaxError")
                    .hasMessageContaining("_scale.py:1")
                    .hasMessageContaining("scale.py)");
        }
    }

    @Test
    void aProcessThatReadsAFileWhileItIsReplacedIsNotUsed() throws Exception {
        Path gate = home.resolve("gate");
        Path reached = home.resolve("reached");
        write(
                "slow.py",
                "import os, time",
                "if os.path.exists('" + gate + "'):",
                "    open('" + reached + "', 'w').close()",
                "    while os.path.exists('" + gate + "'): time.sleep(0.01)",
                String.join("\n", PluginFolderHost.algorithm("Slow", List.of(), List.of())));
        PythonPlugins.Builder builder = PluginFolderHost.builder().cache(home.resolve("cache"));
        new PluginFolderHost(home, builder.build()).close();
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            Files.createFile(gate);
            AlgorithmRun run = host.mantle.start("Slow", Map.of());
            Awaitility.await().until(() -> Files.exists(reached));
            write("slow.py", PluginFolderHost.algorithm("Slow", List.of(), List.of("raise ValueError('new')")));
            Files.delete(gate);
            assertThatThrownBy(run::outputs).hasMessageContaining("slow.py was replaced meanwhile: call it again");
            assertThat(host.failure("Slow", Map.of())).contains("ValueError: new");
        }
    }

    @Test
    void propertiesAreDeclaredInMantidsForms() throws Exception {
        write(
                "forms.py",
                "from mantle.algorithm import *",
                "class Forms(PythonAlgorithm):",
                "    'Is tried.'",
                "    def PyInit(self):",
                "        words = StringListValidator()",
                "        words.addAllowedValue('output')",
                "        words.addAllowedValue('input')",
                "        self.declareProperty('Word', 'input', words)",
                "        self.declareProperty(name='Named', defaultValue=3, validator=IntListValidator([3]), doc='output',",
                "                             direction=Direction.InOut)",
                "        self.declareProperty(FloatArrayProperty('A', Direction.Output))",
                "        self.declareProperty(FloatArrayProperty('B', FloatArrayMandatoryValidator(), Direction.InOut), 'input')",
                "        self.declareProperty(FloatArrayProperty('C', [1, 2], FloatArrayMandatoryValidator(), Direction.InOut))",
                "        self.declareProperty(FloatArrayProperty('D', values=[1.5]))",
                "        self.declareProperty(FloatArrayProperty(name='E', values='1, 2.5', direction=Direction.Input))",
                "        self.declareProperty(IntArrayProperty('F', '1,3-5,-2'))",
                "        self.declareProperty(StringArrayProperty('G', 'a,b'))",
                "        self.declareProperty(StringArrayProperty('H', None, StringArrayMandatoryValidator()))",
                "    def PyExec(self): pass",
                "class Garbled(PythonAlgorithm):",
                "    'Is tried.'",
                "    def PyInit(self): self.declareProperty(IntArrayProperty('F', '1,x'))",
                "    def PyExec(self): pass");
        try (PluginFolderHost host = host()) {
            assertThat(host.faults()).singleElement().asString().contains("the value of F is '1,x', which is no list");
            AlgorithmDescriptor forms = host.mantle.registry().get("Forms");
            assertThat(forms.properties())
                    .extracting(each -> each.name() + " " + each.direction().word() + " "
                            + each.defaultValue().orElse(null) + " " + each.needsValue() + " "
                            + each.documentation())
                    .containsExactly(
                            "Word Input input false ",
                            "Named InOut 3 false output",
                            "A Output [] false ",
                            "B InOut [] true input",
                            "C InOut [1.0, 2.0] false ",
                            "D Input [1.5] false ",
                            "E Input [1.0, 2.5] false ",
                            "F Input [1, 3, 4, 5, -2] false ",
                            "G Input [a, b] false ",
                            "H Input [] true ");
            assertThat(host.mantle.validate("Forms", Map.of("Word", "w", "B", "1", "H", "h")))
                    .singleElement()
                    .satisfies(each -> assertThat(each.allowed()).containsExactly("output", "input"));
        }
    }

    @Test
    void aDefaultThatItsOwnValidatorRefusesIsTold() throws Exception {
        write(
                "defaults.py",
                "from mantle.algorithm import *",
                "class Defaults(PythonAlgorithm):",
                "    'Is tried.'",
                "    def PyInit(self):",
                "        self.declareProperty('Level', 500, IntBoundedValidator(upper=100))",
                "        self.declareProperty('Word', 'slow', StringListValidator(['fast', 'faster']))",
                "        # ways of saying that a value must be given",
                "        self.declareProperty('Runs', '', StringMandatoryValidator())",
                "        self.declareProperty('Count', 0, IntBoundedValidator(lower=1))",
                "        self.declareProperty('Fine', 5, IntBoundedValidator(lower=1))",
                "    def PyExec(self): pass");
        try (PluginFolderHost host = host()) {
            assertThat(host.mantle.registry().faults())
                    .extracting(RegistryFault::code, RegistryFault::algorithm, RegistryFault::message)
                    .containsExactly(
                            tuple(
                                    RegistryFault.INVALID_DEFAULT,
                                    "Defaults",
                                    "the default 500 of Level is refused by its own validator, so that every call must give a"
                                            + " value: 500 is not at most 100: it is too large"),
                            tuple(
                                    RegistryFault.INVALID_DEFAULT,
                                    "Defaults",
                                    "the default slow of Word is refused by its own validator, so that every call must give a"
                                            + " value: \"slow\" is not allowed; it must be one of fast, faster"));
            // Mantid's rule stays
            assertThat(host.mantle.validate("Defaults", Map.of("Runs", "1", "Count", 1)))
                    .extracting(Problem::property, Problem::code)
                    .containsExactly(tuple("Level", Problem.MISSING), tuple("Word", Problem.MISSING));
        }
    }

    /** Makes a program that notes each start before it becomes Python. */
    private Path noting(Path starts) throws Exception {
        Path program = home.resolve("noting");
        Files.writeString(program, "#!/bin/sh\necho started >> '" + starts + "'\nexec python3 \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    @Test
    void whatHasNotChangedStartsNoPython() throws Exception {
        Path starts = home.resolve("starts");
        Path cache = home.resolve("cache");
        PythonPlugins.Builder builder =
                PluginFolderHost.builder().command(noting(starts).toString()).cache(cache);
        write(
                "one.py",
                PluginFolderHost.algorithm(
                        "One", List.of("self.declareProperty('Number', 1, IntBoundedValidator(0, 5))"), List.of()));
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            assertThat(host.faults()).isEmpty();
        }
        assertThat(starts).hasContent("started");
        Path kept = only(cache);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            assertThat(host.mantle.validate("One", Map.of("Number", 6))).hasSize(1);
        }
        assertThat(starts).hasContent("started");

        Files.writeString(kept, Files.readString(kept).replace("\"One\"", "\"Two\""));
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            assertThat(host.mantle.registry().find("One")).isPresent();
        }
        assertThat(starts).hasContent("started\nstarted");
        Files.writeString(kept, "{\"stamp\"");
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            assertThat(host.mantle.registry().find("One")).isPresent();
        }
        assertThat(starts).hasContent("started\nstarted\nstarted");
        writeSmall("two.py", "Two");
        Files.delete(home.resolve("plugins/one.py"));
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            assertThat(host.mantle.registry().find("One")).isEmpty();
        }
        assertThat(only(cache)).isNotEqualTo(kept);
    }

    @Test
    void aFaultThatMayBeMendedElsewhereIsNotKept() throws Exception {
        Path mark = home.resolve("mark");
        PythonPlugins.Builder builder = PluginFolderHost.builder().cache(home.resolve("cache"));
        write(
                "one.py",
                PluginFolderHost.algorithm(
                        "One",
                        List.of("if not os.path.exists('" + mark + "'): raise RuntimeError('no mark')"),
                        List.of()));
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            assertThat(faultOf(host, "One")).contains("no mark, at one.py:10");
        }
        Files.createFile(mark);
        try (PluginFolderHost host = new PluginFolderHost(home, builder.build())) {
            assertThat(host.faults()).isEmpty();
        }
    }

    private static Path only(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void aPythonThatIsMissingOrTooOldIsToldWithWhatToDo() throws Exception {
        writeSmall("one.py", "One");
        PythonPlugins missing = PythonPlugins.builder(PluginFolderHost.PACKAGES)
                .environment(Map.of("MANTLE_PYTHON", home.resolve("no python").toString()))
                .build();
        try (PluginFolderHost host = new PluginFolderHost(home, missing)) {
            assertThat(fault(host, "one.py"))
                    .contains("Python cannot be started by the command \"" + home.resolve("no python") + "\"")
                    .contains("install Python 3.9 or newer, or set MANTLE_PYTHON");
        }
        Path old = home.resolve("old");
        Files.writeString(old, "#!/bin/sh\nprintf 3.8.10 >&2\nexit 86\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));
        try (PluginFolderHost host = new PluginFolderHost(
                home, PluginFolderHost.builder().command(old.toString()).build())) {
            assertThat(fault(host, "one.py"))
                    .contains("starts Python 3.8.10, which is too old: install Python 3.9 or newer");
        }
        try (PluginFolderHost host =
                new PluginFolderHost(home, PythonPlugins.builder(home).build())) {
            assertThat(fault(host, "one.py")).contains("ended with exit code 1").contains("No module named 'mantle'");
        }
    }

    @Test
    void nothingOutlivesAHostThatIsKilled() throws Exception {
        Path ids = home.resolve("ids");
        write(
                "busy.py",
                PluginFolderHost.algorithm(
                        "Busy",
                        List.of("self.declareProperty('File', '')"),
                        List.of(
                                "import subprocess",
                                "child = subprocess.Popen(['sleep', '3600'], start_new_session=False)",
                                "with open(self.getProperty('File').value + '.part', 'w') as f: f.write('%d %d' % (os.getpid(), child.pid))",
                                "os.rename(self.getProperty('File').value + '.part', self.getProperty('File').value)",
                                // keeps the lock of the interpreter: no other thread of the process gets a turn
                                "import re; re.match('(a+)+b', 'a' * 64)")));
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyHost.class.getName(),
                        home.toString(),
                        ids.toString())
                .inheritIO()
                .start();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(ids));
            String[] all = Files.readString(ids).split(" ");
            assertThat(all).hasSize(2).allMatch(PythonPluginsTests::isAlive);
            host.destroyForcibly().waitFor();
            for (String id : all) {
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !isAlive(id));
            }
        } finally {
            host.destroyForcibly();
        }
    }

    private static boolean isAlive(String id) {
        return ProcessHandle.of(Long.parseLong(id)).map(ProcessHandle::isAlive).orElse(false);
    }

    /** A host in a process of its own, which runs until it is killed. */
    static final class BusyHost {

        private BusyHost() {}

        public static void main(String[] arguments) throws Exception {
            try (PluginFolderHost host = new PluginFolderHost(
                    Path.of(arguments[0]), PluginFolderHost.builder().build())) {
                host.mantle.run("Busy", Map.of("File", arguments[1]));
            }
        }
    }
}
