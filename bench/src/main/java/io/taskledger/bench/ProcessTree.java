package io.taskledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** A process and all that it started, as Linux accounts for them in {@code /proc}. */
record ProcessTree(long pid) {

    /** A second's ticks in {@code /proc/PID/stat}, on every architecture that Java runs on (proc_pid_stat(5), USER_HZ). */
    private static final double TICKS_A_SECOND = 100;

    /** Fields behind the name of the command: user and system time, of the process and of its children that have ended. */
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    /** Seconds of CPU since the process began; children that have ended are in it. */
    double cpuSeconds() {
        return pids().map(ProcessTree::ticks).sum() / TICKS_A_SECOND;
    }

    /** Bytes of memory that are resident now; what processes share is counted once for each. */
    long residentBytes() {
        return pids().map(ProcessTree::resident).sum();
    }

    int processes() {
        return (int) pids().count();
    }

    private LongStream pids() {
        return ProcessHandle.of(pid).stream()
                .flatMapToLong(root -> LongStream.concat(LongStream.of(pid), root.descendants().mapToLong(ProcessHandle::pid)));
    }

    private static long ticks(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return TIMES.stream().mapToLong(field -> Long.parseLong(fields[field])).sum();
    }

    private static long resident(long pid) {
        return read(pid, "status").lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /** Nothing where the process has ended. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", "" + pid, file));
        } catch (IOException _) {
            return "";
        }
    }
}
