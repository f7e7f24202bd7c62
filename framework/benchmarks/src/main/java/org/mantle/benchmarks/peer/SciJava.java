package org.mantle.benchmarks.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.mantle.benchmarks.workload.Numbered;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.DefaultMutableModuleInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.CheckInputsPreprocessor;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.module.process.ValidityPreprocessor;
import org.scijava.plugin.PluginService;

/**
 * SciJava as a peer: the same workloads by its own services. Of a run's inputs it checks that the required ones are there, not
 * bounds or choices, which its dialogs do; it keeps no history.
 */
public final class SciJava implements AutoCloseable {

    private final Context context = new Context(CommandService.class, ModuleService.class);
    private final CommandService commands = context.service(CommandService.class);
    private final ModuleService modules = context.service(ModuleService.class);
    private final CommandInfo declared = new CommandInfo(SciJavaCommand.class);
    private final List<PreprocessorPlugin> checks;

    /** Starts SciJava with the services that run commands. */
    public SciJava() {
        modules.addModule(declared);
        checks = context.service(PluginService.class).createInstancesOfType(PreprocessorPlugin.class).stream()
                .filter(each -> each instanceof ValidityPreprocessor || each instanceof CheckInputsPreprocessor)
                .toList();
    }

    /** Returns the same inputs under the names that a command has; a Java field begins with a small letter. */
    public static Map<String, Object> inputs(Map<String, Object> given) {
        Map<String, Object> inputs = new HashMap<>();
        given.forEach(
                (name, value) -> inputs.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), value));
        return inputs;
    }

    /** Runs in the calling thread what is found by its name, with the checks and without what else happens before and after. */
    public Module runInThisThread(Map<String, Object> inputs) {
        ModuleInfo info = modules.getModuleById("command:" + SciJavaCommand.class.getName());
        Module module = modules.createModule(info);
        inputs.forEach((name, value) -> {
            module.setInput(name, value);
            module.resolveInput(name);
        });
        new ModuleRunner(context, module, checks, List.of()).run();
        return module;
    }

    /** Runs as its users do, in a thread of its own. */
    public Module runCommand(Map<String, Object> inputs) {
        try {
            return commands.run(declared, true, inputs).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the command does not fail", e);
        }
    }

    /** Adds so many numbered algorithms as modules. */
    public void addNumbered(int count) {
        for (int i = 0; i < count; i++) {
            Numbered.Facts facts = Numbered.facts(i);
            DefaultMutableModuleInfo info = new DefaultMutableModuleInfo() {
                @Override
                public String getIdentifier() {
                    return getName();
                }
            };
            info.setName(facts.name());
            info.setLabel(facts.category());
            info.setDescription(facts.summary());
            modules.addModule(info);
        }
    }

    /** Returns the module of a name. */
    public ModuleInfo find(String name) {
        return modules.getModuleById(name);
    }

    /** Searches as its search bar does: one module after the other. */
    public List<ModuleInfo> search(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return modules.getModules().stream()
                .filter(info -> contains(info.getName(), wanted)
                        || contains(info.getDescription(), wanted)
                        || contains(info.getLabel(), wanted))
                .toList();
    }

    private static boolean contains(String text, String wanted) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    @Override
    public void close() {
        context.dispose();
    }
}
