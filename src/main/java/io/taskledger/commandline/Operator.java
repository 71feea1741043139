package io.taskledger.commandline;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whoever types a command, and is answered by text and an exit code. */
public final class Operator {

    private static final Map<String, String> EXIT_CODES = exitCodes();

    private Operator() {}

    /** Whether the arguments are a command; otherwise they are settings of the service. */
    public static boolean types(String... arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("--") || arguments[0].equals("--help"));
    }

    /** Carries the command out; the result is for the shell. */
    public static int carryOut(String... arguments) {
        LoggingSystem.get(Operator.class.getClassLoader()).beforeInitialize(); // nothing is said before it is known what may be
        var commands = new CommandLine(new Commands(System.out));
        Stream.concat(Stream.of(commands), commands.getSubcommands().values().stream()).forEach(Operator::explain);
        return commands.setParameterExceptionHandler(Operator::refuse).setExecutionExceptionHandler(Operator::fail).execute(arguments);
    }

    private static void explain(CommandLine command) {
        command.getCommandSpec().addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this.").build());
        command.getCommandSpec().usageMessage().parameterListHeading("%n").optionListHeading("%n").commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(" " + ExitCodes.FINE, "fine");
        codes.put(" " + ExitCodes.FAILED, "it failed");
        codes.put(" " + ExitCodes.WRONG_USAGE, "there is no such command or projection");
        codes.put(" " + ExitCodes.DIFFERENCES, "verify found differences");
        return codes;
    }

    private static int refuse(ParameterException wrong, String[] arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(reason(wrong));
        err.println();
        wrong.getCommandLine().usage(err, Ansi.AUTO);
        return ExitCodes.WRONG_USAGE;
    }

    private static @Nullable String reason(ParameterException wrong) {
        boolean command = wrong.getCommandLine().getParent() == null;
        return switch (wrong) {
            case UnmatchedArgumentException unmatched when command -> "There is no command \"" + unmatched.getUnmatched().getFirst() + "\".";
            case MissingParameterException _ when command -> "Which command?";
            case MissingParameterException _ -> "Of which projection? There are: " + KnownProjections.load().names() + ".";
            default -> wrong.getCause() instanceof TypeConversionException cause ? cause.getMessage() : wrong.getMessage();
        };
    }

    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter err = command.getErr();
        Optional<StartupRefused> refused = refusal(failure);
        if (refused.isPresent()) {
            err.println(refused.get().getMessage());
            err.println(refused.get().remedy());
        } else if (failure instanceof DataAccessException || failure instanceof TransactionException) {
            err.println("PostgreSQL did not answer as it should: " + NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
            err.println("A rebuild that was running goes on when a service reaches the database.");
        } else if (failure instanceof Following.Superseded) {
            err.println(failure.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        return ExitCodes.FAILED;
    }

    private static Optional<StartupRefused> refusal(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(StartupRefused.class::isInstance)
                .map(StartupRefused.class::cast)
                .findFirst();
    }
}
