/**
 * The algorithm framework.
 *
 * <p>A host starts at {@link org.mantle.framework.Mantle}; an author of algorithms at {@link org.mantle.framework.Algorithm}
 * and {@link org.mantle.framework.Property}, and hands the algorithms over by an
 * {@link org.mantle.framework.AlgorithmProvider}. Unless a method says otherwise, nothing here takes or returns {@code null}.
 *
 * <h2>For who reads the sources</h2>
 *
 * <p>The package is flat, so that nothing is public which only its neighbours need. Begin with {@code Mantle.run}, and follow one
 * run: {@code RunPreparation} takes it through the checks, {@code AlgorithmRun} through its life, {@code RunExecution} to its
 * end. Then read the group that you are after, from the types that are named here:
 *
 * <ul>
 *   <li><b>Properties and their types:</b> {@link org.mantle.framework.Property}, a key; {@link org.mantle.framework.PropertyType},
 *       how text and JSON become a value, made by {@link org.mantle.framework.PropertyTypes} (classes {@code …Type});
 *       {@code ValueConversion}, what a property does with values.
 *   <li><b>Checks of inputs:</b> {@code InputChecker} for one run, in the order of {@code CheckOrder};
 *       {@link org.mantle.framework.Condition} and its compiled form; {@link org.mantle.framework.Problem}, in the words of
 *       {@code PropertyProblems}. {@link org.mantle.framework.PropertyMap} gives the same answers to a dialog.
 *   <li><b>Declaration and descriptor:</b> {@code DeclarationReader} takes an author's
 *       {@link org.mantle.framework.Declaration} and compiles it into a {@code CompiledDeclaration} with one {@code Slot} for each
 *       property; {@link org.mantle.framework.AlgorithmDescriptor} is all that others see of it. {@code MethodPlan} makes the same
 *       of an annotated method.
 *   <li><b>Registry, index and plugins:</b> {@link org.mantle.framework.AlgorithmRegistry}, whose state at one moment is a
 *       {@code RegistrySnapshot}; {@code ProviderReader} and {@code RegistryPlugin} for one provider, {@code PluginFolder} for
 *       jars; {@link org.mantle.framework.IndexAlgorithms} writes the index of a build and {@code IndexReader} reads it;
 *       {@code RegistrySearch} ranks.
 *   <li><b>Runs:</b> {@link org.mantle.framework.AlgorithmRun}; {@code RunContext}, which the author sees as
 *       {@link org.mantle.framework.Context}; {@code RunEnvironment}, what all runs of a host share; {@code RunThreads};
 *       {@link org.mantle.framework.AlgorithmInstance} for Mantid's verbs.
 *   <li><b>Notifications and log:</b> {@link org.mantle.framework.RunEvent}, told by {@code RunListeners} through one
 *       {@code Mailbox} each; {@link org.mantle.framework.RunLog}, kept by {@code LogWriter}.
 *   <li><b>Loops over lists of inputs:</b> {@code LoopInputs} finds them in what was given, {@code LoopPreparation} checks all
 *       entries, {@code LoopBody} runs them, and {@code LoopDescriptor} describes the run that holds them.
 *   <li><b>Manager:</b> {@link org.mantle.framework.AlgorithmManager} with the instances and runs of a host.
 *   <li><b>History:</b> {@link org.mantle.framework.AlgorithmHistory} of {@link org.mantle.framework.RunRecord}s: a
 *       {@code LiveRecord} of this host, or a {@code StoredRecord} that {@code HistoryFile} read;
 *       {@link org.mantle.framework.Replay} runs one again.
 * </ul>
 *
 * <p>What needs no more than the public types is in packages of its own: {@code describe} and {@code export}. Nothing here uses
 * them.
 */
@NullMarked
package org.mantle.framework;

import org.jspecify.annotations.NullMarked;
