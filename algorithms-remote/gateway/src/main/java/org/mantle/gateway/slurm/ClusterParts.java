package org.mantle.gateway.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.mantle.gateway.job.JobResources;

/**
 * What a cluster is made of, as far as it decides whether jobs can run at all.
 *
 * @param partitions the names of its partitions
 * @param nodes its machines
 */
public record ClusterParts(Set<String> partitions, List<Node> nodes) {

    /**
     * A machine.
     *
     * @param partitions those that it is in
     * @param processors how many it has; 0 if that is not told
     * @param memoryMebibytes how much memory it has; 0 if that is not told
     */
    public record Node(Set<String> partitions, long processors, long memoryMebibytes) {}

    /** Says what no job that asks for resources can have here, each in one line; empty if it can. */
    public List<String> misfits(JobResources wanted) {
        Optional<String> partition = wanted.partition();
        if (partition.isPresent() && !partitions.contains(partition.get())) {
            return List.of("Slurm has no partition \"" + partition.get() + "\", but "
                    + String.join(", ", new TreeSet<>(partitions)));
        }
        List<Node> open = nodes.stream()
                .filter(node -> partition.isEmpty() || node.partitions().contains(partition.get()))
                .toList();
        String where =
                partition.map(name -> " of the partition \"" + name + "\"").orElse("");
        List<String> misfits = new ArrayList<>();
        if (wanted.processors().isPresent()) {
            addMisfit(misfits, open, Node::processors, wanted.processors().getAsInt(), "processors", where);
        }
        if (wanted.memoryMebibytes().isPresent()) {
            addMisfit(
                    misfits,
                    open,
                    Node::memoryMebibytes,
                    wanted.memoryMebibytes().getAsLong(),
                    "MiB of memory",
                    where);
        }
        return misfits;
    }

    private static void addMisfit(
            List<String> to, List<Node> nodes, ToLongFunction<Node> has, long wanted, String what, String where) {
        OptionalLong most = nodes.stream().mapToLong(has).max();
        boolean isKnown = nodes.stream().allMatch(node -> has.applyAsLong(node) > 0);
        if (most.isPresent() && isKnown && wanted > most.getAsLong()) {
            to.add("no node" + where + " has " + wanted + " " + what + ": the most is " + most.getAsLong());
        }
    }

    /** Reads the names of partitions from the daemon's answer. */
    static Set<String> partitions(InputStream answer) throws IOException {
        Set<String> names = new HashSet<>();
        for (JsonObject partition : elements(answer, "partitions", Set.of("name"))) {
            names.add(AnswerReader.text(partition.get("name")));
        }
        return names;
    }

    /** Reads nodes from the daemon's answer. */
    static List<Node> nodes(InputStream answer) throws IOException {
        return elements(answer, "nodes", Set.of("cpus", "real_memory", "partitions")).stream()
                .map(ClusterParts::node)
                .toList();
    }

    private static Node node(JsonObject node) {
        Set<String> names = new HashSet<>();
        if (node.get("partitions") instanceof JsonArray list) {
            list.forEach(name -> names.add(AnswerReader.text(name)));
        }
        return new Node(
                names,
                AnswerReader.number(node.get("cpus")).orElse(0),
                AnswerReader.number(node.get("real_memory")).orElse(0));
    }

    private static List<JsonObject> elements(InputStream answer, String list, Set<String> wanted) throws IOException {
        List<JsonObject> found = new ArrayList<>();
        try (JsonReader in = new JsonReader(new InputStreamReader(answer, UTF_8))) {
            in.beginObject();
            while (in.hasNext()) {
                if (in.nextName().equals(list)) {
                    AnswerReader.elements(in, wanted, found::add);
                } else {
                    in.skipValue();
                }
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("slurmrestd answered with something that is no JSON of its own", e);
        }
        return found;
    }
}
