package io.taskledger.query.tasks;

import java.util.Locale;

/** How text is compared, in sorting and in search: in lower case, the same in every locale of server and database. */
final class LowerCase {

    private LowerCase() {}

    static String of(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
