package org.mantle.gateway.account;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads requests and answers them. Some threads do so side by side: each reads a request when it is free, so that nothing waits
 * in memory, and a request that takes its time holds up no other.
 */
final class FileServer {

    private static final int THREADS = 8;

    private final DataInputStream in;
    private final OutputStream out;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private final FileTasks tasks = new FileTasks();

    FileServer(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = out;
    }

    /** Says as which account it serves, and serves until the end of what it reads, with which the process ends. */
    void serve(int uid) throws IOException {
        Answer hello = new Answer();
        hello.begin(FileWire.HELLO, FileWire.DONE);
        hello.data.writeInt(uid);
        send(hello);
        for (int i = 1; i < THREADS; i++) {
            new Thread(this::work, "files-" + i).start();
        }
        work();
    }

    private void work() {
        byte[] request = new byte[FileWire.MOST];
        byte[] block = new byte[FileWire.BLOCK];
        Answer answer = new Answer();
        try {
            while (true) {
                int length = read(request);
                answer(new DataInputStream(new ByteArrayInputStream(request, 0, length)), answer, block);
                send(answer);
            }
        } catch (IOException e) {
            // the gateway is gone, or wants this process no more
            Runtime.getRuntime().halt(0);
        }
    }

    private int read(byte[] request) throws IOException {
        reading.lock();
        try {
            int length = in.readInt();
            if (length < Integer.BYTES || length > request.length) {
                throw new IOException("a request of " + length + " bytes");
            }
            FileWire.read(in, request, length);
            return length;
        } finally {
            reading.unlock();
        }
    }

    private void answer(DataInputStream request, Answer answer, byte[] block) throws IOException {
        int call = request.readInt();
        String operation = request.readUTF();
        answer.begin(call, FileWire.DONE);
        try {
            tasks.run(FileOperation.valueOf(operation), request, answer.data, block);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // whatever goes wrong with one request, the others go on
            answer.begin(call, FileWire.FAILED);
            FileWire.writeFailure(answer.data, e);
        }
    }

    private void send(Answer answer) throws IOException {
        writing.lock();
        try {
            answer.writeTo(out);
        } finally {
            writing.unlock();
        }
    }

    /** An answer that is being made. */
    private static final class Answer extends ByteArrayOutputStream {

        private final DataOutputStream data = new DataOutputStream(this);

        void begin(int call, int how) throws IOException {
            reset();
            // the length, which is known in the end
            data.writeInt(0);
            data.writeInt(call);
            data.writeByte(how);
        }

        @Override
        public synchronized void writeTo(OutputStream out) throws IOException {
            int length = count - Integer.BYTES;
            for (int i = 0; i < Integer.BYTES; i++) {
                buf[i] = (byte) (length >>> (8 * (Integer.BYTES - 1 - i)));
            }
            FileWire.write(out, buf, count);
        }
    }
}
