//! What an imported file brings into the work tree beside its text, without harm to what lies there.

use std::collections::BTreeSet;

use super::state::{read_file, write_file};
use super::{Exit, Failure};
use crate::document::{Document, markdown};
use crate::import::Medium;
use crate::store::{Archive, DocumentId, figures_beside, make_folders};

/// The text with the front matter of the one before: office files have none.
pub(super) fn with_front_matter(document: &Document, before: Option<&[u8]>) -> String {
    let before = before.and_then(|bytes| std::str::from_utf8(bytes).ok()).map(|text| markdown::read(text.to_owned()));
    let front = before.as_ref().map(|before| before.metadata.span.of(&before.source).trim_end()).unwrap_or_default();
    if front.is_empty() || document.metadata.span.end > 0 {
        return document.source.clone();
    }
    format!("{front}\n\n{}", document.source)
}

/// Refuses to write where a link would lead out of the folder of a document.
///
/// # Errors
/// A [`Failure`] where the folder, its `media` or the text is a link.
pub(super) fn check_folder(archive: &Archive, document: &DocumentId) -> Result<(), Failure> {
    let (folder, text) = (document.folder(), document.path());
    let media = format!("{folder}/media");
    let above = folder.rsplit_once('/').map(|(above, _)| above.to_owned());
    for part in above.iter().chain([&folder, &media, &text]) {
        let there = archive.root().join(part).symlink_metadata();
        if there.is_ok_and(|there| there.file_type().is_symlink()) {
            return Err(Failure::new(Exit::Usage, "failure-import-link").with("path", part));
        }
    }
    Ok(())
}

/// Writes the images of an imported text beside it; whether any was new or another one.
///
/// # Errors
/// A [`Failure`] where an image of the same name lies there that is not saved, and where the disk refuses.
pub(super) fn place_media(archive: &Archive, document: &DocumentId, media: &[Medium]) -> Result<bool, Failure> {
    if media.is_empty() {
        return Ok(false);
    }
    check_folder(archive, document)?;
    let folder = archive.root().join(document.folder());
    let names: BTreeSet<String> = media.iter().map(|medium| medium.path.clone()).collect();
    let lying = figures_beside(&folder, &names)?;
    let head = archive.resolve(&format!("{document}@HEAD")).ok().and_then(|state| state.revision);
    let saved = match &head {
        Some(revision) => archive.figures(document, Some(revision), &names)?,
        None => Default::default(),
    };
    let unwritable = |path: &std::path::Path, error: std::io::Error| {
        Failure::new(Exit::Other, "failure-write").with("path", path.display()).with("message", error)
    };
    let mut due = Vec::new();
    for medium in media {
        let path = folder.join(&medium.path);
        // What is no plain file there is no image of this text.
        let there = path.symlink_metadata().is_ok();
        let same = there && read_file(&path).is_ok_and(|bytes| bytes == medium.bytes);
        if same {
            continue;
        }
        if there && lying.get(&medium.path).is_none_or(|lying| saved.get(&medium.path) != Some(lying)) {
            let shown = format!("{}/{}", document.folder(), medium.path);
            let unsaved = Failure::new(Exit::Usage, "failure-import-unsaved");
            return Err(unsaved.with("path", shown).with("document", document));
        }
        due.push((path, medium));
    }
    for (path, medium) in &due {
        if let Some(folder) = path.parent() {
            make_folders(folder).map_err(|error| unwritable(folder, error))?;
        }
        write_file(path, &medium.bytes)?;
    }
    Ok(!due.is_empty())
}
