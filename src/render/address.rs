//! Addresses that a document may lead to.

/// How long an address may be.
const LONGEST: usize = 2_000;

/// An address as a relationship may hold it: of the web or of a mailbox, without a character that no address has. `None`
/// for all else, because Word refuses a whole file for the sake of one wrong address.
pub(in crate::render) fn address(target: &str) -> Option<String> {
    let (scheme, rest) = target.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let body = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//").filter(|rest| host(rest))?,
        "mailto" if rest.contains('@') => rest,
        _ => return None,
    };
    let mut address = if scheme == "mailto" { "mailto:".to_owned() } else { format!("{scheme}://") };
    for (at, letter) in body.char_indices() {
        let hexadecimal = |at: usize| body.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        let plain = letter.is_ascii_alphanumeric() || "-._~/?#@!$&'()*+,;=:".contains(letter);
        // A second hash ends no fragment.
        let second = letter == '#' && body[..at].contains('#');
        if (plain && !second) || (letter == '%' && hexadecimal(at + 1) && hexadecimal(at + 2)) {
            address.push(letter);
        } else {
            letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| address.push_str(&format!("%{byte:02X}")));
        }
    }
    (address.len() <= LONGEST).then_some(address)
}

/// Whether an address without its scheme begins with the name of a host, maybe with a port.
fn host(rest: &str) -> bool {
    let name = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = name.split_once(':').unwrap_or((name, ""));
    let letters = |it: char| it.is_alphanumeric() || matches!(it, '-' | '.' | '_');
    !name.is_empty()
        && name.chars().all(letters)
        && !name.starts_with(['.', '-'])
        && !name.contains("..")
        && port.parse::<u16>().map_or(port.is_empty(), |_| port.bytes().all(|it| it.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_that_word_takes() {
        let same = ["https://example.org/a?b=c#d", "http://example.org:8080/", "mailto:a@example.org"];
        for address in same {
            assert_eq!(super::address(address).as_deref(), Some(address));
        }
        assert_eq!(address("HTTPS://example.org/ą b").as_deref(), Some("https://example.org/%C4%85%20b"));
        assert_eq!(
            address("https://example.org/100%/a%20b#c#d").as_deref(),
            Some("https://example.org/100%25/a%20b#c%23d")
        );
        assert_eq!(address("https://example.org/[a]\"<>").as_deref(), Some("https://example.org/%5Ba%5D%22%3C%3E"));
        let none = [
            "",
            "a.md",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "http://[::1",
            "http://a:b/",
            "https://a b/",
            "mailto:",
            "http://.a",
            "http://a:+1/",
        ];
        for none in none {
            assert_eq!(address(none), None, "{none}");
        }
        assert_eq!(address(&format!("https://example.org/{}", "a".repeat(LONGEST))), None);
    }
}
