//! The files of images that a text came with, and how they are called beside it.

/// Kinds of images that are saved, by their endings.
const ENDINGS: [&str; 11] = ["png", "jpg", "jpeg", "gif", "svg", "bmp", "tif", "tiff", "webp", "emf", "wmf"];

/// The file of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medium {
    /// Its path from the text: `media/` and a plain name.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A name for the file of an image that no other one has: that which it had where it came from (`told`), else that of its
/// part; `None` for what is no image.
pub(super) fn image_name(part: &str, told: &str, media: &[Medium]) -> Option<String> {
    let own = part.rsplit('/').next()?;
    let (own_stem, ending) = own.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    if !ENDINGS.contains(&ending.as_str()) {
        return None;
    }
    let told = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let given = told.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && end.eq_ignore_ascii_case(&ending));
    let stem = given.map_or(own_stem, |(stem, _)| stem);
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '-' };
    let stem: String = stem.chars().take(80).map(plain).collect();
    let taken = |name: &str| media.iter().any(|medium| medium.path.eq_ignore_ascii_case(name));
    let name = format!("media/{stem}.{ending}");
    if !taken(&name) {
        return Some(name);
    }
    // The first of these that is free, without trying all that are not.
    let from = media.len() + 1;
    (from..from + 10).map(|number| format!("media/{stem}-{number}.{ending}")).find(|name| !taken(name))
}
