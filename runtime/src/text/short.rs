use arrayvec::ArrayString;

/// As many bytes as leave a text no larger than a `String`.
const ROOM: usize = 12;

/// A text that needs no buffer.
pub(super) type Short = ArrayString<ROOM>;

/// A number in decimal, the digits that stand last in `digits`.
pub(super) fn decimal(number: i64, digits: &mut [u8; 20]) -> &str {
    let mut rest = number.unsigned_abs();
    let mut start = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        start -= 1;
        if rest == 0 {
            break;
        }
    }
    if number < 0
        && let Some(sign) = start.checked_sub(1).and_then(|start| digits.get_mut(start))
    {
        *sign = b'-';
        start -= 1;
    }
    let written = digits.get(start..).unwrap_or_default();
    // Digits are ASCII.
    str::from_utf8(written).unwrap_or_default()
}
