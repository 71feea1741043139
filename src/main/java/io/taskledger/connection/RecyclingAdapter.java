package io.taskledger.connection;

import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.core.AsyncContextImpl;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells when Tomcat is done with a processor, whatever became of its connection. It asks its adapter then whether it has been, too, and asks nobody else.
 * Where a connection failed while an asynchronous request began or ended, that request was told nothing of its end, and was counted for ever: it is ended here.
 * And it tells each request of its {@link ClientConnection}.
 */
final class RecyclingAdapter implements Adapter {

    private final Adapter adapter;
    private final Supplier<SocketWrapperBase<?>> connection;
    private final Consumer<Request> done;

    RecyclingAdapter(Adapter adapter, Supplier<SocketWrapperBase<?>> connection, Consumer<Request> done) {
        this.adapter = adapter;
        this.connection = connection;
        this.done = done;
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        endAsynchronous(request);
        done.accept(request);
        adapter.checkRecycled(request, response);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        new ClientConnection(connection.get()).tell(request);
        adapter.service(request, response);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
        return adapter.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
        adapter.log(request, response, time);
    }

    @Override
    public String getDomain() {
        return adapter.getDomain();
    }

    private static void endAsynchronous(Request request) {
        var asynchronous = new AtomicBoolean();
        request.action(ActionCode.ASYNC_IS_ASYNC, asynchronous);
        if (asynchronous.get() && request.getNote(CoyoteAdapter.ADAPTER_NOTES) instanceof org.apache.catalina.connector.Request begun) {
            AsyncContextImpl context = begun.getAsyncContextInternal();
            context.fireOnComplete();
            context.decrementInProgressAsyncCount();
        }
    }
}
