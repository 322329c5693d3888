//! Where words that are too long for a column may be broken.

use minijinja::{HtmlEscape, Value};

/// A word of more letters may be broken, after each so many of them.
const LONG: usize = 30;
const STEP: usize = 15;

/// A text as HTML in which a browser may break long words; what it says stays as it is.
pub(super) fn breakable(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for word in text.split_inclusive(char::is_whitespace) {
        if word.chars().count() <= LONG {
            html.push_str(&HtmlEscape(word).to_string());
            continue;
        }
        let mut rest = word;
        while let Some((at, _)) = rest.char_indices().nth(STEP) {
            let (step, after) = rest.split_at(at);
            html.push_str(&format!("{}<wbr>", HtmlEscape(step)));
            rest = after;
        }
        html.push_str(&HtmlEscape(rest).to_string());
    }
    html
}

/// [`breakable`] for templates.
pub(super) fn filter(text: &str) -> Value {
    Value::from_safe_string(breakable(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_words_are_broken_and_nothing_else_changes() {
        assert_eq!(breakable("Wsparcie <b> przedsiębiorstw"), "Wsparcie &lt;b&gt; przedsiębiorstw");
        let long = "ą".repeat(31);
        let html = breakable(&format!("{long} a&b"));
        assert_eq!(html, format!("{0}<wbr>{0}<wbr>ą a&amp;b", "ą".repeat(15)));
        assert_eq!(html.replace("<wbr>", ""), format!("{long} a&amp;b"));
    }
}
