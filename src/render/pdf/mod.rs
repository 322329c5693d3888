//! A layout as PDF: tagged and, where the text allows it, conforming to PDF/UA-1.

mod source;
mod world;

use std::collections::BTreeMap;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions as Export, PdfStandard, PdfStandards};

use super::brand::{Brand, Images};
use super::layout::Layout;
use crate::locale::Locale;
use world::Desk;

/// What a PDF is made with.
#[derive(Clone, Copy, Debug)]
pub struct PdfOptions<'a> {
    /// Wording of what stands around the text.
    pub locale: &'a Locale,
    /// The office.
    pub brand: &'a Brand,
    /// The figures of the text.
    pub images: &'a Images,
    /// What stands above the text on the first page.
    pub front: &'a Front,
    /// Its date as `YYYY-MM-DD`, for the properties of the file.
    pub date: Option<&'a str>,
}

/// What stands above the text on the first page, and in the head of all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// What kind of document it is ("Dokument konsultacyjny").
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// Sentences about it.
    pub lines: Vec<String>,
    /// What the head of a page says about the version.
    pub running: String,
}

/// A PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Why it is no PDF/UA-1 but a tagged PDF only, a sentence each in English; empty where it is one.
    pub shortfalls: Vec<String>,
}

/// Why a PDF could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct PdfError(pub Vec<String>);

/// Sets a layout. Insertions, deletions and moves in it are told by marks in brackets that a legend explains, and by lines
/// and colours beside them.
///
/// # Errors
/// [`PdfError`] with what the typesetter says; a figure that it can't read is no error but a shortfall.
pub fn pdf(layout: &Layout, options: &PdfOptions<'_>) -> Result<Pdf, PdfError> {
    let (mut shortfalls, mut images) = (Vec::new(), options.images.clone());
    let document = loop {
        let source = source::source(layout, options, &images);
        let desk = Desk::new(source, world::files(&images, options.brand));
        let made = typst::compile::<PagedDocument>(&desk).output;
        typst::comemo::evict(0);
        match made {
            Ok(document) => break document,
            // A figure that can't be read is told by its alternative text.
            Err(errors) if !images.is_empty() => {
                shortfalls.extend(errors.iter().map(told));
                images = BTreeMap::new();
            }
            Err(errors) => return Err(PdfError(errors.iter().map(told).collect())),
        }
    };
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PdfError(vec![error.message().to_string()]))?;
    let plain = Export { ident: Smart::Custom(identity(options)), creator: Smart::Custom(None), ..Export::default() };
    let strict = Export { standards, ident: plain.ident.clone(), creator: Smart::Custom(None), ..Export::default() };
    match typst_pdf::pdf(&document, &strict) {
        Ok(bytes) => Ok(Pdf { bytes, shortfalls }),
        Err(causes) => {
            shortfalls.extend(causes.iter().map(told));
            shortfalls.sort_unstable();
            shortfalls.dedup();
            let bytes = typst_pdf::pdf(&document, &plain);
            bytes.map(|bytes| Pdf { bytes, shortfalls }).map_err(|errors| PdfError(errors.iter().map(told).collect()))
        }
    }
}

/// What tells this file from others, for the same text always the same.
fn identity(options: &PdfOptions<'_>) -> String {
    [options.front.kicker.as_str(), &options.front.title, &options.front.running].join("\n")
}

fn told(error: &SourceDiagnostic) -> String {
    error.message.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;
    use crate::locale::Language;
    use crate::render::layout::clean;

    fn set(text: &str, images: &Images) -> Pdf {
        let locale = Locale::new(Language::Polish);
        let front = Front { title: "Tytuł".to_owned(), running: "wersja 1".to_owned(), ..Front::default() };
        let layout = clean(&markdown::read(text.to_owned()));
        let brand = Brand::default();
        let options = PdfOptions { locale: &locale, brand: &brand, images, front: &front, date: Some("2026-01-01") };
        pdf(&layout, &options).expect("it can be set")
    }

    #[test]
    fn every_construct_can_be_set_and_is_accessible() {
        let text = "# Strategia\n\n### Za głęboko\n\nTekst **mocny** *kursywa* ~~skreślony~~ `kod` [odnośnik](https://example.org).[^1]\n\n\
                    1. raz\n2. dwa\n   - w środku\n\n| a | b |\n|---|--:|\n| c | 1 |\n\n> Cytat.\n\n```\nkod\n  kod\n```\n\n---\n\n[^1]: Przypis.\n";
        let made = set(text, &Images::new());
        assert_eq!(made.shortfalls, Vec::<String>::new());
        assert!(made.bytes.starts_with(b"%PDF"));
        assert_eq!(made, set(text, &Images::new()), "the same text gives the same bytes");
    }

    #[test]
    fn no_text_is_code_of_the_typesetter() {
        let harm = "#panic(\"a\") $x$ @ref \\ \"cudzysłów\" // komentarz */ /* _a_ `b` <label> ~ --- #import \"@preview/x:1.0.0\"";
        let text =
            format!("# {harm}\n\n{harm}\n\n- {harm}\n\n| {0} | b |\n|---|---|\n| {0} | c |\n", harm.replace('|', ""));
        assert_eq!(set(&text, &Images::new()).shortfalls, Vec::<String>::new());
    }

    #[test]
    fn what_keeps_a_file_from_being_accessible_is_listed() {
        let image =
            br#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>"#;
        let images = Images::from([("media/a.svg".to_owned(), image.to_vec())]);
        assert_eq!(set("# A\n\n![Opis](media/a.svg)\n", &images).shortfalls, Vec::<String>::new());
        let without = set("# A\n\n![](media/a.svg)\n", &images);
        assert!(!without.shortfalls.is_empty() && without.bytes.starts_with(b"%PDF"));
        let broken = Images::from([("media/a.svg".to_owned(), b"nic".to_vec())]);
        let broken = set("# A\n\n![Opis](media/a.svg)\n", &broken);
        assert!(!broken.shortfalls.is_empty() && broken.bytes.starts_with(b"%PDF"));
    }
}
