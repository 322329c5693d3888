//! Wording that has to be there, and wording that must not be.

use regex::{Regex, RegexBuilder};

use super::{Fault, Rule, Scope, line_at};
use crate::document::{Block, Document};

/// Wording to look for.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As people wrote it.
    pub told: String,
    expression: Regex,
}

/// Why an expression can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// What is wrong.
    pub message: String,
}

/// Bytes that a compiled expression may take.
const SIZE: usize = 1 << 20;

impl Pattern {
    /// A phrase: its words one after the other, whatever blanks and line breaks stand between, in capitals or not.
    ///
    /// # Errors
    /// [`PatternError`] where it holds no word, or more than can be looked for.
    pub fn phrase(phrase: &str) -> Result<Self, PatternError> {
        Self::words(phrase, "")
    }

    /// Beginnings of words one after the other: "katalog zamknięt" finds "katalogu zamkniętego".
    ///
    /// # Errors
    /// As for [`phrase`](Pattern::phrase).
    pub fn stems(stems: &str) -> Result<Self, PatternError> {
        Self::words(stems, r"\w*")
    }

    fn words(told: &str, end: &str) -> Result<Self, PatternError> {
        let words: Vec<String> = told.split_whitespace().map(|word| format!("{}{end}", regex::escape(word))).collect();
        if words.is_empty() {
            return Err(PatternError { message: "empty".to_owned() });
        }
        let edge = |inside: bool| if inside { r"\b" } else { "" };
        let first = edge(told.trim_start().starts_with(char::is_alphanumeric));
        let last = edge(!end.is_empty() || told.trim_end().ends_with(char::is_alphanumeric));
        Self::built(told, &format!("{first}{}{last}", words.join(r"\s+")))
    }

    /// A regular expression, matched in time that grows with the text alone.
    ///
    /// # Errors
    /// [`PatternError`] where it is none, or too large.
    pub fn expression(expression: &str) -> Result<Self, PatternError> {
        Self::built(expression, expression)
    }

    fn built(told: &str, expression: &str) -> Result<Self, PatternError> {
        let built = RegexBuilder::new(expression).case_insensitive(true).size_limit(SIZE).build();
        let expression = built.map_err(|error| PatternError {
            message: error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        })?;
        Ok(Self { told: told.to_owned(), expression })
    }
}

/// Phrases that no section of the scope holds.
pub(super) fn required(rule: &Rule, document: &Document, scope: &Scope, faults: &mut Vec<Fault>) {
    let texts: Vec<String> = scope
        .sections(document)
        .flat_map(|(_, section)| section.blocks.iter().map(|block| document.block_text(block).into_owned()))
        .collect();
    for pattern in &rule.patterns {
        if !texts.iter().any(|text| pattern.expression.is_match(text)) {
            let section = scope.named.first().copied();
            let line = section.map(|at| super::line_of(document, at));
            let details = vec![("phrase", pattern.told.clone())];
            faults.push(Fault { line, section, code: "phrase-missing", details, ..Fault::default() });
        }
    }
}

/// Wording that must not be there, with its place.
pub(super) fn forbidden(rule: &Rule, document: &Document, scope: &Scope, faults: &mut Vec<Fault>) {
    for (at, section) in scope.sections(document) {
        for pattern in rule.patterns.iter().filter(|pattern| pattern.expression.is_match(&section.heading)) {
            let line = Some(super::line_of(document, at));
            let details = vec![("phrase", section.heading.clone()), ("pattern", pattern.told.clone())];
            faults.push(Fault { line, section: Some(at), code: "forbidden", details, ..Fault::default() });
        }
        for block in section.blocks.iter().filter(|block| !block.set_aside) {
            let text = document.block_text(block);
            for pattern in &rule.patterns {
                for found in pattern.expression.find_iter(&text).filter(|found| !found.is_empty()) {
                    let line = Some(line_at(document, source_of(block, found.start())));
                    let phrase = found.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                    let details = vec![("phrase", phrase), ("pattern", pattern.told.clone())];
                    faults.push(Fault { line, section: Some(at), code: "forbidden", details, ..Fault::default() });
                }
            }
        }
    }
}

/// Where in the source a byte of a block's text stands.
pub(super) fn source_of(block: &Block, mut at: usize) -> usize {
    for piece in &block.pieces {
        if at < piece.len() {
            return piece.start as usize + at;
        }
        at -= piece.len();
    }
    block.pieces.last().map_or(0, |piece| piece.end as usize)
}
