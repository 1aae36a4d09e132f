//! Bytes written as a sign and two hexadecimal digits: `%20` in addresses, `=E2` in quoted-printable mail.

/// `bytes` with every such byte as itself; a sign that no two digits follow stands for itself.
pub(super) fn unescaped(bytes: &[u8], sign: u8) -> Vec<u8> {
    let (mut made, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    while let Some((&first, behind)) = rest.split_first() {
        let escaped = || {
            let digits = behind.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
            u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
        };
        let (byte, behind) = match escaped().filter(|_| first == sign) {
            Some(byte) => (byte, behind.get(2..).unwrap_or_default()),
            None => (first, behind),
        };
        made.push(byte);
        rest = behind;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_without_two_digits_stands_for_itself() {
        let check = |bytes: &str, sign: u8, expect: &str| {
            assert_eq!(String::from_utf8_lossy(&unescaped(bytes.as_bytes(), sign)), expect, "{bytes}");
        };
        check("a%20b%C3%a9", b'%', "a bé");
        check("100% sure=20", b'%', "100% sure=20");
        check("caf=C3=A9 =", b'=', "café =");
        check("%", b'%', "%");
        check("%é0", b'%', "%é0");
        check("%+5", b'%', "%+5");
    }
}
