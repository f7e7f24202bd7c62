package org.mantle.maven;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Makes a jar of algorithms out of compiled classes: names their providers in {@code META-INF/services}, making one where the
 * author wrote none, and writes their index. What is wrong with a declaration fails the build.
 *
 * <p>The work is done by {@code IndexAlgorithms} of the framework that the project depends on: plugin and framework may have
 * different versions.
 */
@Mojo(
        name = "index",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class IndexGoal extends AbstractMojo {

    private static final String PROGRAM = "org.mantle.framework.index.IndexAlgorithms";

    /** The folder of compiled classes. */
    @Parameter(defaultValue = "${project.build.outputDirectory}", required = true, readonly = true)
    private File classes = new File("");

    /** The class path of the compilation, which has what the host brings too. */
    @Parameter(defaultValue = "${project.compileClasspathElements}", required = true, readonly = true)
    private List<String> classPath = List.of();

    /** Makes the goal, for Maven. */
    public IndexGoal() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (!classes.isDirectory()) {
            getLog().info("There are no classes, and so no algorithms");
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            loader.loadClass(PROGRAM).getMethod("write", String[].class).invoke(null, (Object)
                    new String[] {classes.getPath()});
        } catch (InvocationTargetException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (ClassNotFoundException e) {
            throw new MojoExecutionException(
                    "the framework is not on the class path: add the dependency org.mantle:mantle-framework, with the"
                            + " scope provided",
                    e);
        } catch (ReflectiveOperationException | IOException e) {
            throw new MojoExecutionException("the algorithms cannot be indexed: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Returns what Maven shows of what is wrong with the algorithms: its message, without a stack trace. */
    private static MojoFailureException failure(Throwable thrown) throws MojoExecutionException {
        if (thrown instanceof IllegalArgumentException wrong && wrong.getMessage() != null) {
            return new MojoFailureException(wrong.getMessage());
        }
        throw new MojoExecutionException("the algorithms cannot be indexed: " + thrown, thrown);
    }

    private URL[] urls() throws MalformedURLException {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = new File(classPath.get(i)).toURI().toURL();
        }
        return urls;
    }
}
