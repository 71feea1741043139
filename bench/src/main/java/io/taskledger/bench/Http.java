package io.taskledger.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;

/** The client of all who ask a service, with a connection for each that waits for an answer. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private Http() {}

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Whether anybody answers, and with success. */
    static boolean answers(HttpRequest request) throws InterruptedException {
        try {
            return send(request).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
