//! Where a text may lead.

/// Ways to reach what an address names.
const SCHEMES: [&str; 5] = ["https://", "http://", "mailto:", "ftp://", "tel:"];

/// Whether a text may lead to an address: to a page, a mailbox or a telephone, and not into the reader's own machine.
pub(super) fn is_allowed(address: &str) -> bool {
    let small = address.trim().to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| small.starts_with(scheme))
}
