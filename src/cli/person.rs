//! Who writes and who saves: as git takes it from `--author`, the environment and its settings.

use super::failure::{Exit, Failure};
use super::variable;
use crate::store::{Archive, Author};

/// Who wrote a text that is saved: of `--author "NAME <E-MAIL>"`, else of `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL`;
/// `None` where nobody says, so that it is who saves.
///
/// # Errors
/// A [`Failure`] where `given` has another form.
pub(super) fn author(archive: &Archive, given: Option<&str>) -> Result<Option<Author>, Failure> {
    let Some(given) = given else { return Ok(environment(archive, "AUTHOR")) };
    parse(given).map(Some).ok_or_else(|| Failure::new(Exit::Usage, "failure-author").with("value", given))
}

/// Who saves or names: of `GIT_COMMITTER_NAME` and `GIT_COMMITTER_EMAIL`; `None` leaves it to git's settings.
pub(super) fn committer(archive: &Archive) -> Option<Author> {
    environment(archive, "COMMITTER")
}

/// One of the two may be set; git's settings say the other.
fn environment(archive: &Archive, role: &str) -> Option<Author> {
    let read = |part: &str| variable(&format!("GIT_{role}_{part}")).filter(|value| !value.trim().is_empty());
    let settings = archive.author().ok();
    match (read("NAME"), read("EMAIL"), settings) {
        (Some(name), Some(email), _) => Some(Author { name, email }),
        (Some(name), None, Some(settings)) => Some(Author { name, ..settings }),
        (None, Some(email), Some(settings)) => Some(Author { email, ..settings }),
        _ => None,
    }
}

fn parse(text: &str) -> Option<Author> {
    let (name, email) = text.trim().strip_suffix('>')?.split_once('<')?;
    let clean = |part: &str| Some(part.trim().to_owned()).filter(|part| !part.is_empty());
    let wrong = |c: char| c.is_control() || matches!(c, '<' | '>');
    let (name, email) = (clean(name)?, clean(email)?);
    (!name.contains(wrong) && !email.contains(wrong)).then_some(Author { name, email })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_written_as_in_git() {
        let author = Author { name: "Łucja Żółw".to_owned(), email: "lucja@example.org".to_owned() };
        assert_eq!(parse("Łucja Żółw <lucja@example.org>"), Some(author));
        for wrong in ["", "Łucja", "<lucja@example.org>", "Łucja <>", "Łucja <a> <b>", "Łu\ncja <a@b>"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
