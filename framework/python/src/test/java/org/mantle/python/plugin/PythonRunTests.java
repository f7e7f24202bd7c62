package org.mantle.python.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.run.RunState;

/** What becomes of a run whose algorithm is written in Python, whatever that does. */
class PythonRunTests {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path home;

    @BeforeAll
    static void needsPython() {
        Prerequisites.command("python3", "python3");
    }

    private PluginFolderHost host(List<String> declarations, List<String> body) throws Exception {
        return PluginFolderHost.of(home, "tried.py", PluginFolderHost.algorithm("Tried", declarations, body));
    }

    private static void await(AlgorithmRun run, String line) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(LONG)
                .until(() -> PluginFolderHost.log(run).contains(line));
    }

    private static void awaitEnd(AlgorithmRun run) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(LONG)
                .until(() -> run.state().isEnd());
    }

    @Test
    void valuesOfEveryKindGoThereAndBack() throws Exception {
        List<String> kinds = List.of(
                "String",
                "Int",
                "Float",
                "Bool",
                "StringArray",
                "IntArray",
                "FloatArray",
                "BoolArray",
                "DateTime",
                "Dict");
        List<String> declarations = new ArrayList<>();
        List<String> body = new ArrayList<>();
        for (String kind : kinds) {
            declarations.add("self.declareProperty(" + kind + "Property('" + kind + "', direction=Direction.InOut))");
            body.add("self.setProperty('" + kind + "', self.getProperty('" + kind + "').value)");
            body.add("self.log().information(repr(self.getProperty('" + kind + "').value))");
        }
        Map<String, Object> inputs = Map.of(
                "String",
                "Grüße 😀 \ud83d \"quoted\"\nline",
                "Int",
                Long.MIN_VALUE,
                "Float",
                Double.NaN,
                "Bool",
                true,
                "StringArray",
                List.of("a,b", "", "ä"),
                "IntArray",
                List.of(1L, Long.MAX_VALUE),
                "FloatArray",
                List.of(0.1, Double.NEGATIVE_INFINITY, Double.NaN, -0.0, 5e-324),
                "BoolArray",
                List.of(true, false),
                "DateTime",
                "2026-02-03T04:05:06.789+02:00",
                "Dict",
                Map.of("a", List.of(1, 2.5, "x", true), "b", Map.of()));
        try (PluginFolderHost host = host(declarations, body)) {
            assertThat(host.faults()).isEmpty();
            AlgorithmRun run = host.mantle.start("Tried", inputs);
            run.await();
            Outputs outputs = run.outputs();
            assertThat(outputs.get("String")).isEqualTo("Grüße 😀 \ud83d \"quoted\"\nline");
            assertThat(outputs.get("Int")).isEqualTo(Long.MIN_VALUE);
            assertThat(outputs.get("Float")).isEqualTo(Double.NaN);
            assertThat(outputs.get("Bool")).isEqualTo(true);
            assertThat(outputs.get("StringArray")).isEqualTo(List.of("a,b", "", "ä"));
            assertThat(outputs.get("IntArray")).isEqualTo(List.of(1L, Long.MAX_VALUE));
            assertThat(outputs.get("FloatArray"))
                    .isEqualTo(List.of(0.1, Double.NEGATIVE_INFINITY, Double.NaN, -0.0, 5e-324));
            assertThat(outputs.get("BoolArray")).isEqualTo(List.of(true, false));
            assertThat(outputs.get("DateTime")).hasToString("2026-02-03T04:05:06.789+02:00");
            assertThat(outputs.toJson().get("Dict").toString()).contains("[1,2.5,\"x\",true]");
            assertThat(PluginFolderHost.log(run))
                    .contains("-9223372036854775808", "nan", "True", "[0.1, -inf, nan, -0.0, 5e-324]")
                    .anyMatch(line -> line.startsWith("datetime.datetime(2026, 2, 3, 4, 5, 6, 789000"));
        }
    }

    @Test
    void whatIsNoValueOfItsKindIsToldWithTheLine() throws Exception {
        try (PluginFolderHost host = host(
                List.of(
                        "self.declareProperty('Value', '')",
                        "self.declareProperty(IntProperty('Whole', direction=Direction.Output))",
                        "self.declareProperty(StringProperty('Text', direction=Direction.Output))",
                        "self.declareProperty(FloatArrayProperty('Many', direction=Direction.Output))",
                        "self.declareProperty(DictProperty('Tree', direction=Direction.Output))"),
                List.of("exec(self.getProperty('Value').value)"))) {
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Whole', 2**63)")))
                    .isEqualTo(
                            "Tried v1 failed: ValueError: the value of Whole needs an int of 64 bits, from -2**63 to 2**63-1,"
                                    + " at tried.py:18");
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Whole', 2.0)")))
                    .contains("Whole needs an int, not float");
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Whole', True)")))
                    .contains("Whole needs an int, not bool");
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Text', b'x')")))
                    .contains("Text needs a str, not bytes");
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Many', [1, 'x'])")))
                    .contains("Many has the element 2, which needs a float, not str");
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Many', [10**400])")))
                    .contains("that a float can hold");
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Tree', {1: 2})")))
                    .contains("keys that are str, not int");
            assertThat(host.failure("Tried", Map.of("Value", "self.setProperty('Value', 'x')")))
                    .contains("Value is an input");
            assertThat(host.failure("Tried", Map.of("Value", "self.getProperty('Vallue')")))
                    .contains("Tried has no property 'Vallue'; it has Value, Whole");
            assertThat(host.failure("Tried", Map.of("Value", "d = {}; d['d'] = d; self.setProperty('Tree', d)")))
                    .contains("RecursionError");
        }
    }

    @Test
    void outputsAreCheckedByTheFramework() throws Exception {
        try (PluginFolderHost host = host(
                List.of(
                        "self.declareProperty(IntProperty('Count', validator=IntBoundedValidator(lower=1), direction=Direction.Output))"),
                List.of("self.setProperty('Count', 0)"))) {
            assertThat(host.failure("Tried", Map.of())).contains("Count").contains("at least 1");
        }
    }

    @Test
    void rulesAcrossPropertiesAreThoseOfTheClass() throws Exception {
        try (PluginFolderHost host = PluginFolderHost.of(
                home,
                "tried.py",
                "from mantle.algorithm import *",
                "class Tried(PythonAlgorithm):",
                "    'Is tried.'",
                "    def PyInit(self):",
                "        self.declareProperty('Low', 1.0)",
                "        self.declareProperty('High', 2.0)",
                "    def validateInputs(self):",
                "        low, high = self.getProperty('Low'), self.getProperty('High')",
                "        if low.value == 13:",
                "            raise KeyError('thirteen')",
                "        if low.value > high.value:",
                "            return {'High': 'must be at least %s' % low.value, 'Hi': 'does not exist'}",
                "    def PyExec(self):",
                "        pass")) {
            host.mantle.run("Tried", Map.of("Low", 2));
            assertThatThrownBy(() -> host.mantle.run("Tried", Map.of("Low", 3)))
                    .isInstanceOfSatisfying(InvalidPropertyException.class, refused -> {
                        assertThat(refused.problems()).hasSize(2);
                        Problem first = refused.problems().get(0);
                        assertThat(first.property()).isEqualTo("High");
                        assertThat(first.message()).isEqualTo("must be at least 3.0");
                    });
            assertThat(host.failure("Tried", Map.of("Low", 13)))
                    .isEqualTo(
                            "Tried v1 failed: its check of the inputs broke down: IllegalStateException: KeyError: 'thirteen', at tried.py:10");
        }
    }

    @Test
    void progressAndLogReachTheRun() throws Exception {
        try (PluginFolderHost host = host(
                List.of(),
                List.of(
                        "progress = Progress(self, 0.0, 0.5, 2)",
                        "progress.report('one')",
                        "progress.report('two')",
                        "self.log().warning('careful')",
                        "print('printed', 1)",
                        "sys.stderr.write('to error\\n')",
                        "os.write(1, b'past Python\\n')",
                        "import subprocess; subprocess.run(['echo', 'by another'])",
                        "subprocess.run(['echo', 'by another still'], stdout=sys.stdout)",
                        "import logging; logging.getLogger('any').warning('logged')"))) {
            // told by another thread, which may go on behind the run
            List<Double> fractions = new CopyOnWriteArrayList<>();
            AlgorithmRun run = host.mantle.create("Tried").executeAsync();
            run.subscribe(event -> {
                if (event instanceof RunEvent.Progressed progressed) {
                    fractions.add(progressed.report().fraction().orElse(-1));
                }
            });
            run.await();
            assertThat(run.progress().message()).isEqualTo("two");
            assertThat(PluginFolderHost.log(run))
                    .contains(
                            "careful",
                            "printed 1",
                            "to error",
                            "past Python",
                            "by another",
                            "by another still",
                            "logged");
            assertThat(fractions).isSubsetOf(0.25, 0.5, 1.0);
        }
    }

    @Test
    void aLoopThatLooksEndsInGoodOrder() throws Exception {
        Path left = home.resolve("left");
        try (PluginFolderHost host = host(
                List.of("self.declareProperty('File', '')"),
                List.of(
                        "self.log().information('begun')",
                        "while not self.cancelled: time.sleep(0.01)",
                        "open(self.getProperty('File').value, 'w').close()"))) {
            AlgorithmRun run = host.mantle.start("Tried", Map.of("File", left.toString()));
            await(run, "begun");
            run.cancel();
            awaitEnd(run);
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(left).exists();
        }
    }

    @Test
    void aLoopThatDoesNotLookIsInterruptedAndMayTidyUp() throws Exception {
        Path left = home.resolve("left");
        try (PluginFolderHost host = host(
                List.of("self.declareProperty('File', '')"),
                List.of(
                        "self.log().information('begun')",
                        "try:",
                        "    try:",
                        "        time.sleep(3600)",
                        "    except Exception:",
                        "        pass",
                        "finally:",
                        "    open(self.getProperty('File').value, 'w').close()"))) {
            AlgorithmRun run = host.mantle.start("Tried", Map.of("File", left.toString()));
            await(run, "begun");
            run.cancel();
            awaitEnd(run);
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(left).exists();
        }
    }

    @Test
    void whatNothingWakesIsEndedWithAllThatItHasStarted() throws Exception {
        try (PluginFolderHost host = host(
                List.of(),
                List.of(
                        "import signal, subprocess",
                        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})",
                        "child = subprocess.Popen(['sleep', '3600'])",
                        "self.log().information('%d %d' % (os.getpid(), child.pid))",
                        "self.log().information('begun')",
                        "while True:",
                        "    try: time.sleep(3600)",
                        "    except BaseException: pass"))) {
            AlgorithmRun run = host.mantle.start("Tried", Map.of());
            await(run, "begun");
            String[] ids = PluginFolderHost.log(run).get(0).split(" ");
            assertThat(ids).allMatch(PythonRunTests::isAlive);
            run.cancel();
            awaitEnd(run);
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            awaitGone(ids);
        }
    }

    private static boolean isAlive(String id) {
        return ProcessHandle.of(Long.parseLong(id)).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void awaitGone(String... ids) {
        for (String id : ids) {
            Awaitility.await().pollDelay(Duration.ZERO).atMost(LONG).until(() -> !isAlive(id));
        }
    }

    @Test
    void anInterruptedThreadCancelsItsRun() throws Exception {
        try (PluginFolderHost host = host(List.of(), List.of("while True: self.checkCancelled(); time.sleep(0.01)"))) {
            AlgorithmRun[] run = new AlgorithmRun[1];
            Thread thread = new Thread(() -> {
                var instance = host.mantle.create("Tried");
                try {
                    instance.execute();
                } catch (RuntimeException e) {
                    run[0] = instance.latestRun();
                }
            });
            thread.start();
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .atMost(LONG)
                    .until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();
            thread.join(LONG.toMillis());
            assertThat(run[0].state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void aProcessThatEndsFailsTheRunInWordsAndHarmsNoOther() throws Exception {
        try (PluginFolderHost host =
                host(List.of("self.declareProperty('How', '')"), List.of("exec(self.getProperty('How').value)"))) {
            String sigsegv = host.failure("Tried", Map.of("How", "import ctypes; ctypes.string_at(0)"));
            assertThat(sigsegv)
                    .startsWith(
                            "Tried v1 failed: the process of tried.py was ended by the signal SIGSEGV, a segmentation fault;"
                                    + " its last lines are: Fatal Python error: Segmentation fault")
                    .contains("line 14 in PyExec");
            assertThat(host.failure("Tried", Map.of("How", "os._exit(3)")))
                    .isEqualTo("Tried v1 failed: the process of tried.py ended with exit code 3");
            assertThat(host.failure("Tried", Map.of("How", "os.write(2, b'half a line'); os._exit(0)")))
                    .isEqualTo(
                            "Tried v1 failed: the process of tried.py ended with exit code 0; its last lines are: half a line");
            assertThat(host.failure("Tried", Map.of("How", "os.kill(os.getpid(), 9)")))
                    .contains("SIGKILL")
                    .contains("memory is full");
            assertThat(host.failure("Tried", Map.of("How", "os.abort()"))).contains("SIGABRT");
            assertThat(host.failure("Tried", Map.of("How", "sys.exit(4)")))
                    .contains("it called sys.exit(4), at tried.py:14");
            assertThat(host.failure("Tried", Map.of("How", "raise KeyboardInterrupt")))
                    .contains("KeyboardInterrupt");
            host.mantle.run("Tried", Map.of());
        }
    }

    @Test
    void whatIsRaisedIsToldWithItsLineAndThoseOfPython() throws Exception {
        try (PluginFolderHost host = host(
                List.of("self.declareProperty('How', '')"),
                List.of("def inner(): exec(self.getProperty('How').value)", "inner()"))) {
            assertThat(host.failure("Tried", Map.of("How", "raise RuntimeError('no beam')")))
                    .isEqualTo("Tried v1 failed: no beam, at tried.py:14");
            AlgorithmFailedException thrown = host.thrown("Tried", Map.of("How", "1 / 0"));
            assertThat(thrown).hasMessage("Tried v1 failed: ZeroDivisionError: division by zero, at tried.py:14");
            assertThat(thrown.getCause().getStackTrace()[0].getMethodName()).isEqualTo("inner");
            assertThat(host.failure("Tried", Map.of("How", "raise OSError(2, 'is not there', 'x.nxs')")))
                    .contains("is not there: 'x.nxs'");
            assertThat(host.failure("Tried", Map.of("How", "self.createChildAlgorithm('Nothing')")))
                    .contains("Nothing");
            assertThat(host.failure(
                            "Tried",
                            Map.of(
                                    "How",
                                    "class Odd(Exception):\n def __str__(self): raise ValueError()\nraise Odd()")))
                    .contains("Odd, at");
        }
    }

    @Test
    void aSecretGoesToTheProcessAndNowhereElse() throws Exception {
        try (PluginFolderHost host = host(
                List.of(
                        "self.declareProperty(SecretProperty('Password', mandatory=True))",
                        "self.declareProperty('Tell', False)"),
                List.of(
                        "word = self.getProperty('Password').value",
                        "print('it is', word)",
                        "os.write(2, word.encode() + b'\\n')",
                        "print(open('/proc/self/cmdline').read() if os.path.exists('/proc/self/cmdline') else '')",
                        "assert word == 'MARKED' + 'SECRET' + '7'",
                        "if self.getProperty('Tell').value: raise RuntimeError('wrong: ' + word)"))) {
            AlgorithmRun run = host.mantle.start("Tried", Map.of("Password", "MARKEDSECRET7"));
            run.await();
            assertThat(PluginFolderHost.log(run))
                    .contains("it is ********", "********")
                    .noneMatch(line -> line.contains("MARKEDSECRET7"));
            AlgorithmFailedException thrown = host.thrown("Tried", Map.of("Password", "MARKEDSECRET7", "Tell", true));
            assertThat(thrown.getMessage()).contains("wrong: ********").doesNotContain("MARKEDSECRET7");
            assertThat(String.valueOf(thrown.getCause())).doesNotContain("MARKEDSECRET7");
        }
    }

    @Test
    void aCheckOfInputsTellsNoSecret() throws Exception {
        try (PluginFolderHost host = PluginFolderHost.of(
                home,
                "tried.py",
                "from mantle.algorithm import *",
                "class Tried(PythonAlgorithm):",
                "    'Is tried.'",
                "    def PyInit(self):",
                "        self.declareProperty(SecretProperty('Password'))",
                "        self.declareProperty('Break', False)",
                "    def validateInputs(self):",
                "        word = self.getProperty('Password').value",
                "        if self.getProperty('Break').value: raise ValueError(word)",
                "        return {'Password': 'not ' + word}",
                "    def PyExec(self): pass")) {
            assertThat(host.mantle
                            .validate("Tried", Map.of("Password", "MARKEDSECRET7"))
                            .get(0)
                            .message())
                    .isEqualTo("not ********");
            assertThat(host.failure("Tried", Map.of("Password", "MARKEDSECRET7", "Break", true)))
                    .contains("ValueError: ********")
                    .doesNotContain("MARKEDSECRET7");
        }
    }

    @Test
    void aFloodOfWordsFillsNoMemoryAndCanBeCancelled() throws Exception {
        try (PluginFolderHost host = host(
                List.of(), List.of("self.log().information('begun')", "while not self.cancelled: print('x' * 7000)"))) {
            AlgorithmRun run = host.mantle.start("Tried", Map.of());
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .atMost(LONG)
                    .until(() -> run.log().dropped() > 2_000);
            run.cancel();
            awaitEnd(run);
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void partsOfARunAreOthersOfTheHost() throws Exception {
        try (PluginFolderHost host = PluginFolderHost.of(
                home,
                "parts.py",
                "from mantle.algorithm import *",
                "class Whole(PythonAlgorithm):",
                "    'Has parts.'",
                "    def PyInit(self):",
                "        self.declareProperty('What', 'sum')",
                "        self.declareProperty(FloatArrayProperty('Values', [3.0, 1.0, 2.0]))",
                "        self.declareProperty(FloatProperty('Sum', direction=Direction.Output))",
                "    def PyExec(self):",
                "        what = self.getProperty('What').value",
                "        if what == 'sum':",
                "            values = self.getProperty('Values').value",
                "            part = self.createChildAlgorithm('Sum', 0.0, 0.5)",
                "            part.setProperty('Values', values)",
                "            part.execute()",
                "            assert part.getProperty('Values').value == values",
                "            assert part.getPropertyValue('Values') == '3,1,2', part.getPropertyValue('Values')",
                "            assert self.run('Sum', Values=[1, 2]) == 3.0",
                "            self.setProperty('Sum', part.getProperty('Sum').value)",
                "        elif what == 'refused':",
                "            try:",
                "                self.run('Sum', Values=['x'])",
                "            except ValueError as e:",
                "                raise RuntimeError(e.problems[0].property)",
                "        elif what == 'let through':",
                "            self.run('Fails')",
                "        elif what == 'in other words':",
                "            try:",
                "                self.run('Fails')",
                "            except RuntimeError as e:",
                "                raise RuntimeError('no luck') from e",
                "        elif what == 'done without':",
                "            try:",
                "                self.run('Fails')",
                "            except RuntimeError as e:",
                "                self.setProperty('Sum', 1.0)",
                "        elif what == 'endless':",
                "            self.run('Whole', What='endless')",
                "        elif what == 'waits':",
                "            self.log().information('begun')",
                "            self.run('Waits')",
                "class Sum(PythonAlgorithm):",
                "    'Sums up.'",
                "    def PyInit(self):",
                "        self.declareProperty(FloatArrayProperty('Values'))",
                "        self.declareProperty(FloatProperty('Sum', direction=Direction.Output))",
                "    def PyExec(self):",
                "        self.setProperty('Sum', sum(self.getProperty('Values').value))",
                "class Fails(PythonAlgorithm):",
                "    'Fails.'",
                "    def PyExec(self):",
                "        raise RuntimeError('no beam')",
                "class Waits(PythonAlgorithm):",
                "    'Waits.'",
                "    def PyExec(self):",
                "        import time",
                "        while True:",
                "            self.checkCancelled()",
                "            time.sleep(0.01)")) {
            assertThat(host.faults()).isEmpty();
            assertThat(host.mantle.run("Whole", Map.of()).get("Sum")).isEqualTo(6.0);
            assertThat(host.failure("Whole", Map.of("What", "refused")))
                    .isEqualTo("Whole v1 failed: Values, at parts.py:23");
            assertThat(host.failure("Whole", Map.of("What", "let through")))
                    .isEqualTo("Whole v1 failed in its child Fails v1: no beam, at parts.py:51");
            assertThat(host.failure("Whole", Map.of("What", "in other words")))
                    .isEqualTo("Whole v1 failed in its child Fails v1: no luck, at parts.py:30");
            assertThat(host.mantle.run("Whole", Map.of("What", "done without")).get("Sum"))
                    .isEqualTo(1.0);
            AlgorithmRun run = host.mantle.start("Whole", Map.of("What", "waits"));
            await(run, "begun");
            run.cancel();
            awaitEnd(run);
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void functionsOfSimpleapiArePartsOfTheRun() throws Exception {
        PluginFolderHost.write(
                home,
                "parts.py",
                "import time",
                "from mantle.algorithm import *",
                "class Split(PythonAlgorithm):",
                "    'Splits.'",
                "    def PyInit(self):",
                "        self.declareProperty(FloatArrayProperty('Values'))",
                "        self.declareProperty('Limit', 1)",
                "        self.declareProperty('Word', 'a', RegexValidator('.', 'one letter'))",
                "        self.declareProperty(FloatArrayProperty('Low', direction=Direction.Output))",
                "        self.declareProperty(FloatArrayProperty('High', direction=Direction.Output))",
                "    def PyExec(self):",
                "        values, limit = self.getProperty('Values').value, self.getProperty('Limit').value",
                "        self.setProperty('Low', [each for each in values if each < limit])",
                "        self.setProperty('High', [each for each in values if each >= limit])",
                "class Nothing(PythonAlgorithm):",
                "    'Does nothing.'",
                "    def PyExec(self): self.run('Sum', Values=[1])",
                "class Sum(PythonAlgorithm):",
                "    'Sums up.'",
                "    def PyInit(self):",
                "        self.declareProperty(FloatArrayProperty('Values'))",
                "        self.declareProperty(FloatProperty('Sum', direction=Direction.Output))",
                "    def PyExec(self):",
                "        self.setProperty('Sum', sum(self.getProperty('Values').value))",
                "class Fails(PythonAlgorithm):",
                "    'Fails.'",
                "    def PyExec(self): raise RuntimeError('no beam')",
                "class Waits(PythonAlgorithm):",
                "    'Waits.'",
                "    def PyExec(self):",
                "        while True:",
                "            self.checkCancelled()",
                "            time.sleep(0.01)");
        try (PluginFolderHost host = PluginFolderHost.of(
                home,
                "whole.py",
                "from mantle.algorithm import *",
                "from mantle.simpleapi import *",
                "from mantle.simpleapi import Sum as Total",
                "import mantle",
                "class Whole(PythonAlgorithm):",
                "    'Has parts.'",
                "    def PyInit(self):",
                "        self.declareProperty('What', '')",
                "        self.declareProperty('Said', '', direction=Direction.Output)",
                "    def PyExec(self):",
                "        self.setProperty('Said', str(getattr(self, self.getProperty('What').value)()))",
                "    def results(self):",
                "        parts = Split([3, float('inf')], 2)",
                "        return [Total(Values=[1, 2]), Sum([1.5]), parts, parts.High, mantle.run('Nothing'), self.run('Sum', Values=[4])]",
                "    def refused(self):",
                "        try:",
                "            Split(Values=['x'], Word='long', Lot=1)",
                "        except ValueError as e:",
                "            return type(e).__name__, sorted((each.property, each.nearest) for each in e.problems)",
                "    def unknown(self):",
                "        try:",
                "            Smu([1])",
                "        except mantle.UnknownAlgorithm as e:",
                "            return e",
                "    def fails(self): Fails()",
                "    def without(self):",
                "        try:",
                "            Fails()",
                "        except RuntimeError as e:",
                "            return type(e).__name__, e.algorithm, e.type, str(e)",
                "    def later(self): return Sum.start([1])",
                "    def managed(self): return AlgorithmManager.create('Sum')",
                "    def waits(self):",
                "        self.log().information('begun')",
                "        try:",
                "            Waits()",
                "        except Exception as e:",
                "            return 'an exception that any handler takes: %r' % e",
                "    def help(self): return Sum.__doc__.splitlines()[0] + str(__import__('inspect').signature(Sum))",
                "class Early(PythonAlgorithm):",
                "    'Asks too early.'",
                "    def PyInit(self): self.declareProperty('Sum', Sum([1, 2]))",
                "    def PyExec(self): pass")) {
            assertThat(host.faults()).singleElement().asString().contains("Early", "Sum is called where nothing runs");
            assertThat(said(host, "results"))
                    .isEqualTo("[3.0, 1.5, SplitResult(Low=[], High=[3.0, inf]), [3.0, inf], None, 4.0]");
            RunRecord record = host.mantle.history().records().get(0);
            assertThat(record.children())
                    .extracting(RunRecord::algorithm)
                    .containsExactly("Split", "Sum", "Sum", "Nothing", "Sum");
            assertThat(said(host, "refused"))
                    .isEqualTo("('InvalidProperty', [('Lot', None), ('Values', None), ('Word', None)])");
            assertThat(said(host, "unknown")).isEqualTo("there is no algorithm \"Smu\"; did you mean Sum?");
            assertThat(host.failure("Whole", Map.of("What", "fails")))
                    .isEqualTo("Whole v1 failed in its child Fails v1: no beam, at parts.py:27");
            assertThat(said(host, "without"))
                    .isEqualTo(
                            "('AlgorithmFailed', 'Fails', 'PythonFailure', 'Fails v1 failed: no beam, at parts.py:27')");
            assertThat(host.failure("Whole", Map.of("What", "later")))
                    .contains("in an algorithm there is no call \"start\" of Sum", "createChildAlgorithm");
            assertThat(host.failure("Whole", Map.of("What", "managed")))
                    .contains("in an algorithm there is no call \"create\"");
            assertThat(said(host, "help"))
                    .isEqualTo("Sums up.(Values=[], *, Version=None, EnableLogging=True, Progress=None)");
            AlgorithmRun run = host.mantle.start("Whole", Map.of("What", "waits"));
            await(run, "begun");
            run.cancel();
            awaitEnd(run);
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        }
    }

    private static Object said(PluginFolderHost host, String what) throws Exception {
        return host.mantle.run("Whole", Map.of("What", what)).get("Said");
    }

    @Test
    void runsGoOnSideBySide() throws Exception {
        try (PluginFolderHost host = host(
                List.of("self.declareProperty('Folder', '')", "self.declareProperty('Number', 0)"),
                List.of(
                        "folder = self.getProperty('Folder').value",
                        "open(os.path.join(folder, str(self.getProperty('Number').value)), 'w').close()",
                        // each waits for all of them
                        "while len(os.listdir(folder)) < 4: self.checkCancelled(); time.sleep(0.01)"))) {
            Path folder = Files.createDirectory(home.resolve("marks"));
            List<AlgorithmRun> runs = IntStream.range(0, 4)
                    .mapToObj(i -> host.mantle.start("Tried", Map.of("Folder", folder.toString(), "Number", i)))
                    .collect(Collectors.toList());
            for (AlgorithmRun run : runs) {
                run.await();
            }
        }
    }

    @Test
    void aProcessTakesRunAfterRunAndIsLeftByItsThreads() throws Exception {
        try (PluginFolderHost host = host(
                List.of(
                        "self.declareProperty('Leave', False)",
                        "self.declareProperty(IntProperty('Process', direction=Direction.Output))"),
                List.of(
                        "self.setProperty('Process', os.getpid())",
                        "import threading",
                        "if self.getProperty('Leave').value: threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()",
                        "if not self.getProperty('Leave').value: os.chdir('/')"))) {
            Object first = host.mantle.run("Tried", Map.of()).get("Process");
            assertThat(host.mantle.run("Tried", Map.of("Leave", true)).get("Process"))
                    .isEqualTo(first);
            awaitGone(String.valueOf(first));
            Object second = host.mantle.run("Tried", Map.of()).get("Process");
            assertThat(second).isNotEqualTo(first);
            host.mantle.close();
            awaitGone(String.valueOf(second));
        }
    }

    @Test
    void aProcessThatWasForkedInARunCannotSpeakForIt() throws Exception {
        try (PluginFolderHost host = host(
                List.of(),
                List.of(
                        "self.log().information('before')",
                        "if os.fork() == 0:",
                        "    print('in the fork')",
                        "    try: self.log().information('never')",
                        "    except RuntimeError as e: os.write(2, str(e).encode() + b'\\n')",
                        "    os._exit(0)",
                        "os.wait()",
                        "self.log().information('after')"))) {
            AlgorithmRun run = host.mantle.start("Tried", Map.of());
            run.await();
            assertThat(PluginFolderHost.log(run))
                    .contains(
                            "before",
                            "in the fork",
                            "a process that was forked from that of a run cannot speak with the host",
                            "after")
                    .doesNotContain("never");
        }
    }

    @Test
    void oneHundredThousandNumbersGoThereAndBack() throws Exception {
        try (PluginFolderHost host = host(
                List.of("self.declareProperty(FloatArrayProperty('Values', direction=Direction.InOut))"),
                List.of("self.setProperty('Values', [2 * each for each in self.getProperty('Values').value])"))) {
            List<Double> values =
                    IntStream.range(0, 100_000).mapToObj(i -> i / 7.0).toList();
            assertThat(host.mantle.run("Tried", Map.of("Values", values)).get("Values"))
                    .isEqualTo(values.stream().map(each -> 2 * each).toList());
        }
    }
}
