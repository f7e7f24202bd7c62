package org.mantle.framework.index;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.mantle.framework.algorithm.AlgorithmProvider;

/**
 * The class file of a provider that says no more than its lookup, and so hands over the algorithms of its package.
 *
 * <p>It is written byte by byte, by chapter 4 of the specification of the Java virtual machine, since a compiler is not in every
 * runtime image, and what there is to compile is always the same.
 */
final class MadeProvider {

    /** The name of the class in each package. */
    private static final String SIMPLE_NAME = "PackageAlgorithms";

    private static final int JAVA_17 = 61;
    private static final int PUBLIC_FINAL_SUPER = 0x0031;
    private static final int PUBLIC = 0x0001;

    private MadeProvider() {}

    /** Returns the name of the provider of a package. */
    static String name(String packageName) {
        return packageName.isEmpty() ? SIMPLE_NAME : packageName + "." + SIMPLE_NAME;
    }

    /**
     * Returns the class file: a public constructor that calls that of Object, and {@code lookup()}, which returns {@code
     * MethodHandles.lookup()}.
     */
    static byte[] code(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeShort(0);
        out.writeShort(JAVA_17);
        // the constants are counted from 1, and their count is one too many
        out.writeShort(18);
        text(out, name.replace('.', '/'));
        constant(out, 7, 1);
        text(out, "java/lang/Object");
        constant(out, 7, 3);
        text(out, AlgorithmProvider.class.getName().replace('.', '/'));
        constant(out, 7, 5);
        text(out, "<init>");
        text(out, "()V");
        text(out, "Code");
        constant(out, 12, 7, 8);
        constant(out, 10, 4, 10);
        text(out, "lookup");
        text(out, "()Ljava/lang/invoke/MethodHandles$Lookup;");
        constant(out, 12, 12, 13);
        text(out, "java/lang/invoke/MethodHandles");
        constant(out, 7, 15);
        constant(out, 10, 16, 14);
        out.writeShort(PUBLIC_FINAL_SUPER);
        out.writeShort(2);
        out.writeShort(4);
        out.writeShort(1);
        out.writeShort(6);
        out.writeShort(0);
        out.writeShort(2);
        // aload_0, invokespecial Object.<init>, return
        method(out, 7, 8, 0x2A, 0xB7, 0, 11, 0xB1);
        // invokestatic MethodHandles.lookup, areturn
        method(out, 12, 13, 0xB8, 0, 17, 0xB0);
        out.writeShort(0);
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeByte(1);
        out.writeUTF(text);
    }

    private static void constant(DataOutputStream out, int tag, int... indices) throws IOException {
        out.writeByte(tag);
        for (int index : indices) {
            out.writeShort(index);
        }
    }

    private static void method(DataOutputStream out, int name, int descriptor, int... code) throws IOException {
        out.writeShort(PUBLIC);
        out.writeShort(name);
        out.writeShort(descriptor);
        // one attribute, the code: how much it stacks, its locals, its bytes, no exceptions, no attributes
        out.writeShort(1);
        out.writeShort(9);
        out.writeInt(12 + code.length);
        out.writeShort(1);
        out.writeShort(1);
        out.writeInt(code.length);
        for (int each : code) {
            out.writeByte(each);
        }
        out.writeShort(0);
        out.writeShort(0);
    }
}
