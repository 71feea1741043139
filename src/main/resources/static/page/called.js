/** What a reader can see, as the service's rule for new titles has it: stored titles may be older than the rule. */
const VISIBLE = new RegExp(
    "[\\u{600}-\\u{605}\\u{6dd}\\u{70f}\\u{890}\\u{891}\\u{8e2}\\u{110bd}\\u{110cd}]"
    + "|[^\\p{White_Space}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Noncharacter_Code_Point}\\p{Default_Ignorable_Code_Point}\\u{2800}\\u{1d159}\\u{16fe4}]", "u");

export function isVisible(title) {
    return VISIBLE.test(title);
}

/** @returns {string} how a task is called in a label or a sentence: its title, unless nobody could see it */
export function called(title) {
    return isVisible(title) ? title : "(no visible title)";
}
