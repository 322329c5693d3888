//! Section labels: the numbers and marker words in front of a title ("Rozdział 1", "2.4", "§ 5", "Cel strategiczny II").

/// One label of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As written, without closing punctuation ("2.4", "CEL STRATEGICZNY I", "§ 5").
    pub text: String,
    /// The marker word, folded to lower case and its basic form ("cel strategiczny", "art.", "§"); empty for bare numbers.
    pub word: String,
    /// The numbers of the path, innermost last: "2.4" is `[2, 4]`, "II" is `[2]`, "b" is `[2]`.
    pub path: Vec<Ordinal>,
}

/// One number of a label's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// Its value, from 1.
    pub value: u32,
    /// A suffix for what was inserted later ("a" of "12a", "bis" of "12bis"); empty as a rule.
    pub suffix: String,
}

/// Splits a heading as a reader sees it into its labels and the title that is left.
pub fn split_labels(heading: &str) -> (Vec<Label>, &str) {
    (Vec::new(), heading.trim())
}
