package io.taskledger.query.paging;

import io.taskledger.kernel.AnswerMemory;

import java.util.List;
import java.util.function.ToIntFunction;

/** A page ends at its limit or at 1 MiB of JSON, whichever comes first, and has one item at least. */
public final class PageEnd {

    /** Bytes of JSON that are kept for what surrounds the items, the cursor above all: one by title has that of 200 code points, three times. */
    private static final int AROUND = 4 * 1024;

    /** So many rows, each as large as they come, are hardly more than a page: reading them needs no bound in SQL, which costs a little. */
    private static final int FEW_ROWS = 101;

    /** Bytes of the largest row, by which a part of a page counts as few rows. */
    private static final int BYTES_OF_A_ROW = AnswerMemory.LARGEST / FEW_ROWS;

    private PageEnd() {}

    /**
     * A query that reads no more rows than a page holds, and one more, where there are more: a page's JSON has all bytes of its rows' text. All is read in one statement.
     *
     * @param query ends with its order and its limit
     * @param order the same order, by columns of the query
     * @param rows the query's limit
     * @param text those of its columns whose text the page shows
     */
    public static String bound(String query, String order, int rows, String... text) {
        return bound(query, order, rows, AnswerMemory.LARGEST, text);
    }

    /**
     * The same for less than a page.
     *
     * @param mostBytes of text, but for the last row
     */
    public static String bound(String query, String order, int rows, int mostBytes, String... text) {
        if (rows <= mostBytes / BYTES_OF_A_ROW) {
            return query;
        }
        StringBuilder bytes = new StringBuilder();
        for (String column : text) {
            bytes.append(bytes.isEmpty() ? "" : " + ").append("coalesce(octet_length(").append(column).append("), 0)");
        }
        return """
                select * from (
                    select *, sum(%s) over (order by %s rows between unbounded preceding and 1 preceding) as bytes_before
                    from (%s) as rows
                ) as page
                where coalesce(bytes_before, 0) < %d
                order by %s
                """.formatted(bytes, order, query, mostBytes, order);
    }

    /**
     * The rows of the page.
     *
     * @param rows more than there are on the page, where there are more
     * @param json how many bytes the item of a row has, at most
     */
    public static <T> List<T> cut(List<T> rows, int limit, ToIntFunction<T> json) {
        return cut(rows, limit, AnswerMemory.LARGEST - AROUND, json);
    }

    /**
     * The first rows, up to so many bytes of JSON; one at least, where there is one.
     *
     * @param json how many bytes the item of a row has, at most
     */
    public static <T> List<T> cut(List<T> rows, int limit, int mostBytes, ToIntFunction<T> json) {
        int most = Math.min(limit, rows.size());
        long bytes = 0;
        for (int i = 0; i < most; i++) {
            bytes += json.applyAsInt(rows.get(i));
            if (i > 0 && bytes > mostBytes) {
                return rows.subList(0, i);
            }
        }
        return rows.subList(0, most);
    }
}
