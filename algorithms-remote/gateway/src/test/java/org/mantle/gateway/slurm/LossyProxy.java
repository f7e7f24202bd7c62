package org.mantle.gateway.slurm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/** Stands between a client and a REST daemon, and loses what becomes of the next submission. */
final class LossyProxy extends RestStandIn {

    /** What is lost of one submission. */
    enum Loss {
        NONE,
        REQUEST,
        ANSWER,
        HALF
    }

    private final URI target;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Loss> next = new AtomicReference<>(Loss.NONE);

    LossyProxy(URI target) throws IOException {
        this.target = target;
    }

    void lose(Loss loss) {
        next.set(loss);
    }

    @Override
    void answer(Request request, Response response, Callback callback) throws Exception {
        boolean submission = Request.getPathInContext(request).endsWith("/job/submit");
        Loss loss = submission ? next.getAndSet(Loss.NONE) : Loss.NONE;
        String body = Content.Source.asString(request);
        if (loss == Loss.REQUEST) {
            hangUp(request, callback);
            return;
        }
        HttpResponse<byte[]> answer = send(request, body);
        if (loss == Loss.ANSWER) {
            hangUp(request, callback);
            return;
        }
        byte[] bytes = answer.body();
        response.setStatus(answer.statusCode());
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> response.getHeaders().put("Content-Type", type));
        response.getHeaders().put("Content-Length", bytes.length);
        if (loss == Loss.HALF) {
            try (Blocker.Callback half = Blocker.callback()) {
                response.write(false, ByteBuffer.wrap(bytes, 0, bytes.length / 2), half);
                half.block();
            }
            hangUp(request, callback);
        } else {
            response.write(true, ByteBuffer.wrap(bytes), callback);
        }
    }

    private HttpResponse<byte[]> send(Request request, String body) throws IOException, InterruptedException {
        HttpRequest.Builder forwarded =
                HttpRequest.newBuilder(target.resolve(request.getHttpURI().getPathQuery()));
        for (String name : List.of("X-SLURM-USER-NAME", "X-SLURM-USER-TOKEN", "Content-Type")) {
            String value = request.getHeaders().get(name);
            if (value != null) {
                forwarded.header(name, value);
            }
        }
        forwarded.method(
                request.getMethod(),
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
