package io.taskledger.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.taskledger.kernel.BackgroundWork;

import java.util.List;

/** The connections that pools keep though nobody uses them: an instance that sleeps has none. A pool still opens one for whoever asks. */
final class PooledConnections implements BackgroundWork {

    private final List<Pool> pools;
    private volatile boolean running = true;

    PooledConnections(HikariDataSource... pools) {
        this.pools = List.of(pools).stream().map(pool -> new Pool(pool, pool.getMinimumIdle())).toList();
    }

    @Override
    public Stage stage() {
        return Stage.CONNECTIONS;
    }

    @Override
    public void start() {
        running = true;
        pools.forEach(Pool::keepSome);
    }

    @Override
    public void stop() {
        running = false;
        pools.forEach(Pool::keepNone);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean hasEnded() {
        return pools.stream().allMatch(Pool::isEmpty);
    }

    /** @param idle how many connections the pool keeps while the instance is awake; negative for as many as there may be */
    private record Pool(HikariDataSource connections, int idle) {

        void keepSome() {
            connections.setMinimumIdle(idle < 0 ? connections.getMaximumPoolSize() : idle);
        }

        void keepNone() {
            connections.setMinimumIdle(0);
            HikariPoolMXBean opened = connections.getHikariPoolMXBean();
            if (opened != null) {
                opened.softEvictConnections();
            }
        }

        boolean isEmpty() {
            HikariPoolMXBean opened = connections.getHikariPoolMXBean();
            return opened == null || opened.getTotalConnections() == 0;
        }
    }
}
