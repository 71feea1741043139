package io.taskledger.kernel;

import java.util.regex.Pattern;

/**
 * Which characters a reader can see. Nothing shows of white space (Unicode's White_Space), of control and format characters (general
 * categories Cc and Cf), of noncharacters, of what Unicode has displays ignore (Default_Ignorable_Code_Point: fillers, variation selectors,
 * tags) and of three symbols whose picture is empty. Marks, symbols, private and unassigned characters do show, if only as a box.
 *
 * <p>The JDK knows the categories, but neither Default_Ignorable_Code_Point nor Prepended_Concatenation_Mark. What Unicode 16.0 has of
 * these beyond the categories stands here (DerivedCoreProperties.txt, PropList.txt); Unicode reserves the ranges, so that neither grows
 * often.
 */
final class Visibility {

    private static final String DEFAULT_IGNORABLE = "\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}"
            + "\\x{2060}-\\x{206F}\\x{3164}"
            + "\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{FFF0}-\\x{FFF8}\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}";

    /** BRAILLE PATTERN BLANK, MUSICAL SYMBOL NULL NOTEHEAD, KHITAN SMALL SCRIPT FILLER: no property says that their picture is empty. */
    private static final String EMPTY = "\\x{2800}\\x{1D159}\\x{16FE4}";

    /** Format characters that do show: signs that enclose numbers (Prepended_Concatenation_Mark). */
    private static final String SHOWN_FORMAT = "\\x{600}-\\x{605}\\x{6DD}\\x{70F}\\x{890}\\x{891}\\x{8E2}\\x{110BD}\\x{110CD}";

    private static final Pattern SHOWN = Pattern.compile(
            "[" + SHOWN_FORMAT + "]"
                    + "|[^\\p{IsWhite_Space}\\p{Cc}\\p{Cf}\\p{Cs}\\p{IsNoncharacter_Code_Point}" + DEFAULT_IGNORABLE + EMPTY + "]");

    private Visibility() {}

    /** Whether the text has a character that can be seen; in linear time. */
    static boolean shows(String text) {
        return SHOWN.matcher(text).find();
    }
}
