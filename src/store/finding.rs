//! Findings: what looking an archive over brings to light, each with a code, a severity and the place.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It stops work or endangers it.
    Problem,
    /// Worth knowing; work goes on.
    Remark,
}

impl Severity {
    /// The stable word for it, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Problem => "problem",
            Severity::Remark => "remark",
        }
    }
}

/// One finding. Its wording is the message `doctor-CODE`, and `doctor-CODE-next` says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable word for it, one of [`CODES`].
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where: a path, a reference, a revision, a version; `None` where the whole archive is meant.
    pub place: Option<String>,
    /// Values for the placeables of the messages, the place among them; digits choose the plural form.
    pub details: Vec<(&'static str, String)>,
}

impl Finding {
    /// A finding of this code; its severity is that of [`CODES`].
    pub fn new(code: &'static str) -> Self {
        let listed = CODES.iter().find(|(listed, _)| *listed == code);
        debug_assert!(listed.is_some(), "{code} is not listed");
        let severity = listed.map_or(Severity::Problem, |(_, severity)| *severity);
        Self { code, severity, place: None, details: Vec::new() }
    }

    /// With the place.
    pub fn at(mut self, place: impl ToString) -> Self {
        let place = without_credentials(&place.to_string());
        self.place = Some(place.clone());
        self.details.push(("place", place));
        self
    }

    /// With a value for a placeable. What stands between `://` and `@` never gets in.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.push((name, without_credentials(&value.to_string())));
        self
    }
}

/// The text with what stands between `://` and `@` of an address left out, which may be a name and a password.
pub(super) fn without_credentials(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://").map(|at| at + 3) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(|c: char| c == '/' || c.is_whitespace()).unwrap_or(rest.len());
        // A password may hold an `@`, or a `/` that nobody escaped: the last `@` before a blank ends it.
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let last = rest[..end].rfind('@').or_else(|| {
            let user = rest[..end].contains(':').then(|| rest[..word].rfind('@'));
            user.flatten()
        });
        if let Some(last) = last {
            clean.push('…');
            rest = &rest[last..];
        }
    }
    clean.push_str(rest);
    clean
}

/// Every code there is, with its severity. A new one needs its two messages in every language.
pub const CODES: &[(&str, Severity)] = &[
    // whether it opens
    ("foreign-format", Severity::Problem),
    ("foreign-owner", Severity::Problem),
    ("shallow", Severity::Problem),
    ("partial", Severity::Problem),
    ("incomplete", Severity::Problem),
    ("broken", Severity::Problem),
    ("not-an-archive", Severity::Problem),
    ("settings", Severity::Problem),
    ("no-settings", Severity::Remark),
    ("bare", Severity::Remark),
    ("linked", Severity::Remark),
    // where it stands
    ("head", Severity::Problem),
    ("unborn", Severity::Remark),
    ("detached", Severity::Problem),
    ("unfinished", Severity::Problem),
    ("conflicts", Severity::Problem),
    ("index", Severity::Problem),
    ("lock-left", Severity::Problem),
    ("lock-held", Severity::Remark),
    ("interrupted", Severity::Remark),
    ("diverged", Severity::Problem),
    ("behind", Severity::Remark),
    ("ahead", Severity::Remark),
    ("upstream-gone", Severity::Remark),
    // what is stored
    ("pack-index", Severity::Problem),
    ("reference", Severity::Problem),
    ("commit-damaged", Severity::Problem),
    ("object-damaged", Severity::Problem),
    ("tag-damaged", Severity::Problem),
    ("alternates", Severity::Problem),
    ("replaced", Severity::Problem),
    ("grafts", Severity::Problem),
    // what git would do here
    ("no-author", Severity::Problem),
    ("credentials", Severity::Remark),
    ("gpgsign", Severity::Remark),
    ("hooks", Severity::Remark),
    ("filter", Severity::Remark),
    ("read-only", Severity::Problem),
    // documents
    ("folder-name", Severity::Remark),
    ("text-link", Severity::Problem),
    ("text-repository", Severity::Problem),
    ("text-folder", Severity::Problem),
    ("text-lfs", Severity::Problem),
    ("text-binary", Severity::Problem),
    ("text-encoding", Severity::Remark),
    ("text-large", Severity::Problem),
    ("text-missing", Severity::Problem),
    ("unsaved", Severity::Remark),
    ("media-large", Severity::Remark),
    ("names-collide", Severity::Problem),
    // versions
    ("version-plain", Severity::Problem),
    ("version-renamed", Severity::Problem),
    ("version-target", Severity::Problem),
    ("version-textless", Severity::Problem),
    ("version-off-branch", Severity::Problem),
    ("version-status", Severity::Problem),
    ("version-day", Severity::Problem),
    ("version-twice", Severity::Problem),
    ("version-unsigned", Severity::Problem),
    ("version-signature", Severity::Problem),
    ("version-key", Severity::Problem),
    ("version-unchecked", Severity::Problem),
    // compared with an earlier verification
    ("anchor-version", Severity::Problem),
    ("anchor-revision", Severity::Problem),
    ("anchor-text", Severity::Problem),
    ("anchor-tag", Severity::Problem),
    ("anchor-head", Severity::Problem),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_left_out_and_addresses_stay() {
        for (text, clean) in [
            ("https://u:CANARY@host/a.git", "https://…@host/a.git"),
            ("https://CANARY@host/a.git x", "https://…@host/a.git x"),
            ("https://u:CAN/ARY@host/a.git", "https://…@host/a.git"),
            ("a https://u:p@CANARY@host and ssh://git@host", "a https://…@host and ssh://…@host"),
            ("https://host/a@b", "https://host/a@b"),
            ("https://host:8080/a", "https://host:8080/a"),
            ("git@host:a.git", "git@host:a.git"),
        ] {
            assert_eq!(without_credentials(text), clean);
        }
    }
}
