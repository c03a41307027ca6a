use super::*;
use crate::RefusalKind;

/// The reason for which a request with these business fields is refused.
fn reason(vendor: &MockVendor, data: &str) -> Option<String> {
    ask(
        vendor,
        &post("/v1/insure", &signed(with(booking(), "data", data))),
    );
    match vendor.seen().pop().unwrap().verdict {
        Verdict::Accepted => None,
        Verdict::Refused(Refusal { kind, reason }) => {
            assert_eq!(kind, RefusalKind::BadRequest);
            Some(reason)
        }
    }
}

#[test]
fn refuses_fields_that_break_a_rule_between_them() {
    let vendor = vendor();
    let any = Some("at least one of `parcel` or `name` must be given");
    let require = Some("`limit` is required when `kind` is `limited` or `shared`");
    let forbid = Some("`limit` must not be given when `kind` is `full`");
    let cases = [
        (r#""parcel":7,"kind":"free""#, None),
        (r#""parcel":7,"name":"Ann","kind":"free","limit":1"#, None),
        (r#""kind":"free""#, any),
        (r#""parcel":null,"name":"","kind":"free""#, any),
        (r#""name":"Ann","kind":"shared""#, require),
        (r#""name":"Ann","kind":"shared","limit":0"#, None),
        (r#""name":"Ann","kind":"full","limit":0"#, forbid),
        (r#""name":"Ann","kind":"full""#, None),
    ];
    for (members, wanted) in cases {
        let told = reason(&vendor, &format!(r#"{{"contents":[],{members}}}"#));
        assert_eq!(told.as_deref(), wanted, "{members}");
    }
}

#[test]
fn refuses_an_object_that_breaks_a_rule_and_tells_where_it_is() {
    let vendor = vendor();
    let one = Some("in `data.contents[1]`, exactly one of `what` or `code` must be given");
    let together =
        Some("in `data.contents[1]`, `price` and `currency` must be given together or not at all");
    let cases = [
        (r#""what":"pen""#, None),
        (r#""code":7,"price":0.5,"currency":"EUR""#, None),
        ("", one),
        (r#""what":"pen","code":7"#, one),
        (r#""what":"pen","price":0.5"#, together),
        (r#""what":"pen","currency":"EUR""#, together),
    ];
    for (members, wanted) in cases {
        let contents = format!(r#"[{{"code":1}},{{{members}}}]"#);
        let data = format!(r#"{{"contents":{contents},"parcel":7,"kind":"free"}}"#);
        assert_eq!(reason(&vendor, &data).as_deref(), wanted, "{members}");
    }
}
