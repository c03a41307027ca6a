use super::{Document, Json, JsonReader, Notes, Scalar, write_object};
use crate::decode::{Extra, Reader, ShapeError};
use crate::secret::Secret;

/// Every kind of value, escape and number; used whole and cut off at every byte.
const RICH: &str = r#" {"a":[1,-2.5e+3,0,true,false,null,"x\"\\\/\b\f\n\r\t\u8d85\ud83d\ude00超"],"b":{"c":{},"d":[]}, "e" : 1E-2 } "#;

fn problem<T: std::fmt::Debug>(result: Result<T, ShapeError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn accepts_what_is_json() {
    for text in [
        "0",
        "-0",
        "1e5",
        "-0.5E-7",
        r#""""#,
        "[]",
        "{}",
        " [ 1 , 2 ] ",
        "null",
        RICH,
    ] {
        assert!(Document::parse(text).is_ok(), "{text}");
    }
}

#[test]
fn refuses_what_is_not_json() {
    for text in [
        "",
        " ",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "tru",
        "nul",
        "truex",
        "True",
        "'a'",
        "\"a",
        "\"\t\"",
        "\"\u{0}\"",
        r#""\x""#,
        r#""\u12""#,
        r#""\u+123""#,
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\ud83dx""#,
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "{",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        "{a:1}",
        r#"{"a":1"#,
        "1 2",
        "[1]]",
        "/**/1",
        "\u{feff}1",
        "\u{a0}1",
    ] {
        let text = problem(Document::parse(text));
        assert!(text.contains("isn't JSON"), "{text}");
    }
}

#[test]
fn refuses_every_truncation() {
    let whole = RICH.trim_end();
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        assert!(Document::parse(&whole[..end]).is_err(), "{}", &whole[..end]);
    }
}

#[test]
fn limits_the_depth() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Document::parse(&nested(64)).is_ok());
    assert!(problem(Document::parse(&nested(65))).contains("64 levels"));
    assert!(Document::parse(&"[".repeat(1_000_000)).is_err());
    assert!(Document::parse(&"{\"a\":".repeat(1_000_000)).is_err());
}

#[test]
fn refuses_duplicate_names_at_every_level() {
    assert_eq!(
        problem(Document::object(r#"{"a":1,"b":2,"\u0061":3}"#)),
        "$.a: stands twice in one object"
    );
    assert_eq!(
        problem(Document::parse(r#"[{"x":{"a":1,"a":1}}]"#)),
        "$[0].x.a: stands twice in one object"
    );
    assert!(Document::object(r#"{"a":{"a":{"a":1}},"b":{"a":1}}"#).is_ok());
}

#[test]
fn refuses_duplicate_names_among_few_and_many() {
    for count in [2, 15, 16, 17, 40] {
        let name = |index: usize| format!("\"m{index}\":0");
        let object = |last: String| {
            let mut members: Vec<_> = (1..count).map(name).collect();
            members.push(last);
            format!("{{{}}}", members.join(","))
        };
        for taken in [1, count / 2, count - 1].map(|index| index.max(1)) {
            assert_eq!(
                problem(Document::parse(&object(name(taken)))),
                format!("$.m{taken}: stands twice in one object")
            );
        }
        assert!(Document::parse(&object(name(0))).is_ok());
    }
}

#[test]
fn many_members_are_no_trouble() {
    let members: Vec<_> = (0..200_000)
        .map(|index| format!("\"{index}\":{index}"))
        .collect();
    let text = format!("{{{}}}", members.join(","));
    assert_eq!(Document::object(&text).unwrap().members().count(), 200_000);
}

#[test]
fn members_keep_their_text() {
    let members = Document::object(RICH).unwrap();
    let names: Vec<_> = members.members().map(|member| member.name).collect();
    assert_eq!(names, ["a", "b", "e"]);
    assert_eq!(members.get("e").unwrap().json, "1E-2");
    assert_eq!(members.get("b").unwrap().json, r#"{"c":{},"d":[]}"#);
}

#[test]
fn members_have_a_text_to_sign() {
    let text = r#"{"t":"a\u0041超","n":1.50,"b":true,"z":null,"o":{},"l":[],"e":""}"#;
    let members = Document::object(text).unwrap();
    let scalars: Vec<_> = members.members().map(|member| member.scalar).collect();
    let plain = |text: &'static str| Scalar::Text(text.into());
    let nested = || Scalar::Nested;
    assert_eq!(
        scalars,
        [
            plain("aA超"),
            plain("1.50"),
            plain("true"),
            plain(""),
            nested(),
            nested(),
            plain("")
        ]
    );
}

#[test]
fn integers_are_exact_and_whole() {
    let integer = JsonReader::decode::<i64>;
    assert_eq!(integer("20000000000001788"), Ok(20_000_000_000_001_788));
    assert_eq!(integer("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(integer("-0"), Ok(0));
    for fraction in ["1.0", "1e3", "1E0"] {
        assert!(problem(integer(fraction)).contains("a fraction or an exponent"));
    }
    assert!(problem(integer("9223372036854775808")).contains("beyond 64 bits"));
    assert_eq!(
        problem(integer("\"1\"")),
        "$: expected a whole number, found a text"
    );
}

#[test]
fn numbers_are_finite() {
    assert_eq!(JsonReader::decode::<f64>("40.047858"), Ok(40.047_858));
    assert_eq!(JsonReader::decode::<f64>("7"), Ok(7.0));
    assert!(problem(JsonReader::decode::<f64>("1e999")).contains("range of a double"));
}

#[test]
fn escapes_become_characters() {
    let text = JsonReader::decode::<String>(r#""\"\\\/\b\f\n\r\t\u0000\u8d85\ud83d\ude00é""#);
    assert_eq!(text.unwrap(), "\"\\/\u{8}\u{c}\n\r\t\0超😀é");
}

#[test]
fn a_text_may_have_anything_anywhere() {
    for length in 0..20 {
        for place in 0..=length {
            let around = |middle: &str| {
                let (before, after) = ("a".repeat(place), "b".repeat(length - place));
                format!("{before}{middle}{after}")
            };
            for (json, plain) in [
                ("", ""),
                (r#"\""#, "\""),
                (r"\\", "\\"),
                (r"\n", "\n"),
                ("超", "超"),
                ("\u{7f}", "\u{7f}"),
                (" !#[]", " !#[]"),
            ] {
                let text = JsonReader::decode::<String>(&format!("\"{}\"", around(json)));
                assert_eq!(text, Ok(around(plain)));
            }
            for control in ["\0", "\n", "\u{1f}"] {
                let text = Document::parse(&format!("\"{}\"", around(control))).map(drop);
                assert!(problem(text).contains(&format!("(at byte {})", place + 1)));
            }
        }
    }
}

#[test]
fn leniency_holds_for_one_value() {
    let document = Document::parse(r#"{"a":"12","b":"13"}"#).unwrap();
    let mut seen = Vec::new();
    let result = document.reader().object(|name, value| {
        if name == "a" {
            value.lenient();
        }
        seen.push(value.read::<i64>()?);
        Ok(())
    });
    assert_eq!(
        problem(result),
        "$.b: expected a whole number, found a text"
    );
    assert_eq!(seen, [Some(12)]);
}

#[test]
fn lenient_values_are_still_values() {
    let lenient = |text: &'static str| {
        Document::parse(text)
            .unwrap()
            .reader()
            .lenient()
            .read::<i64>()
    };
    assert_eq!(lenient("\"-7\""), Ok(Some(-7)));
    assert_eq!(lenient("null"), Ok(None));
    for bad in [
        "\"\"", "\" 1\"", "\"1 \"", "\"+1\"", "\"01\"", "\"x\"", "\"1.0\"", "true",
    ] {
        assert!(lenient(bad).is_err(), "{bad}");
    }
    let text = Document::parse("1.50")
        .unwrap()
        .reader()
        .lenient()
        .read::<String>();
    assert_eq!(text, Ok(Some("1.50".to_owned())));
    let list = Document::parse("[1,\"2\"]")
        .unwrap()
        .reader()
        .lenient()
        .read::<Vec<i64>>();
    assert_eq!(list, Ok(Some(vec![1, 2])));
}

#[test]
fn what_counts_as_absent_is_said() {
    let read = |text: &'static str| {
        Document::parse(text)
            .unwrap()
            .reader()
            .absent_if(&["", "-1"])
            .read::<String>()
    };
    for absent in ["\"\"", "null", "-1", "\"-1\""] {
        assert_eq!(read(absent), Ok(None), "{absent}");
    }
    assert_eq!(read("\"x\""), Ok(Some("x".to_owned())));
    assert_eq!(
        Document::parse("\"\"").unwrap().reader().read::<String>(),
        Ok(Some(String::new()))
    );
    let both = Document::parse("\"5\"")
        .unwrap()
        .reader()
        .lenient()
        .absent_if(&["", "-1"])
        .read::<i64>();
    assert_eq!(both, Ok(Some(5)));
}

#[test]
fn errors_tell_the_path_and_nothing_of_the_value() {
    let result = Document::parse(r#"{"list":[{"id":1},{"id":"private"}]}"#)
        .unwrap()
        .reader()
        .object(|_, value| value.list(|item| item.object(|_, value| value.integer().map(drop))));
    assert_eq!(
        problem(result),
        "$.list[1].id: expected a whole number, found a text"
    );
}

#[test]
fn unknown_members_are_kept_but_the_envelopes_own() {
    let text = r#"{"state":"OK","x": [1, {"a":"b"}] ,"y":{"state":1}}"#;
    let mut extra = Extra::default();
    let document = Document::parse(text).unwrap();
    document
        .reader()
        .hiding(&["state"])
        .object(|name, value| value.keep(name, &mut extra))
        .unwrap();
    let kept: Vec<_> = extra.iter().collect();
    assert_eq!(kept, [("x", r#"[1, {"a":"b"}]"#), ("y", r#"{"state":1}"#)]);
    assert_eq!(format!("{extra:?}"), r#"Extra(["x", "y"])"#);
}

#[test]
fn a_value_that_nobody_takes_is_passed_over() {
    let mut last = None;
    let document = Document::parse(r#"{"a":{"b":[1]},"c":2}"#).unwrap();
    let result = document.reader().object(|name, value| {
        if name == "c" {
            last = value.read::<i64>()?;
        }
        Ok(())
    });
    assert_eq!((result, last), (Ok(()), Some(2)));
}

fn path(notes: &Notes) -> Option<&str> {
    let noted = notes.unsendable.as_ref()?;
    Some(&noted.path)
}

fn written(members: impl FnOnce(&mut super::ObjectWriter<'_>)) -> (String, Notes) {
    let mut text = String::new();
    let mut notes = Notes::watched();
    write_object(&mut text, &mut notes, members);
    (text, notes)
}

#[test]
fn writes_compactly_in_order() {
    let (text, notes) = written(|data| {
        data.field("none", &None::<i64>);
        data.field("text", "q\"\\\n\u{1}超");
        data.field("integer", &i64::MIN);
        data.field("number", &1.5);
        data.field("whole", &3.0);
        data.field("list", &vec![Some(true), None]);
        data.text("na\"me", "x");
        data.field("last", &None::<String>);
    });
    assert_eq!(
        text,
        r#"{"text":"q\"\\\n\u0001超","integer":-9223372036854775808,"number":1.5,"whole":3,"list":[true,null],"na\"me":"x"}"#
    );
    assert!(Document::parse(&text).is_ok());
    assert_eq!(notes.unsendable, None);
}

#[test]
fn notes_the_path_of_a_number_that_is_not_finite() {
    let (_, notes) = written(|data| {
        data.field("ok", &1.0);
        data.field("list", &vec![1.0, f64::NAN, f64::INFINITY]);
        data.field("later", &f64::NAN);
    });
    assert_eq!(path(&notes), Some("list[1]"));
}

#[test]
fn writes_numbers_as_texts_and_texts_as_numbers() {
    let (text, notes) = written(|data| {
        data.field_as_text("amount", &i64::MAX);
        data.field_as_text("none", &None::<i64>);
        data.field_as_number("kind", "-1.50");
        data.field_as_number("none", &None::<String>);
    });
    assert_eq!(text, r#"{"amount":"9223372036854775807","kind":-1.50}"#);
    assert_eq!(notes.unsendable, None);
    let (_, notes) = written(|data| data.field_as_number("kind", "1,\"x\":2"));
    assert_eq!(path(&notes), Some("kind"));
}

#[test]
fn notes_secrets() {
    let (text, notes) = written(|data| data.field("password", &Secret::new("p\"1")));
    assert_eq!(text, r#"{"password":"p\"1"}"#);
    assert_eq!(notes.secrets.unwrap(), [Secret::new("p\\\"1")]);
}

/// Mutates a text thousands of times, the same way on each run, and asks `serde_json` what it thinks.
#[test]
fn agrees_with_another_parser() {
    const BYTES: &[u8] = b"{}[],:\"\\ud8e+-.019aetrflsn \n\x01/";
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..30_000 {
        let mut bytes = RICH.as_bytes().to_vec();
        for _ in 0..=random(3) {
            let place = random(bytes.len());
            let byte = BYTES[random(BYTES.len())];
            match random(3) {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => drop(bytes.remove(place)),
            }
        }
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        let ours = Document::parse(&text);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        let only_ours = ours
            .as_ref()
            .is_err_and(|error| error.problem().contains("twice"));
        let only_theirs = theirs
            .as_ref()
            .is_err_and(|error| error.to_string().contains("range"));
        assert!(
            only_ours || only_theirs || ours.is_ok() == theirs.is_ok(),
            "{text}\n{ours:?}\n{theirs:?}"
        );
    }
}

#[test]
fn a_member_can_hold_a_json_text() {
    let mut out = String::new();
    let mut notes = super::Notes::watched();
    super::write_object(&mut out, &mut notes, |object| {
        object.json("data", |data| {
            data.field("pin", &crate::Secret::new("a\"b"));
        });
        object.json("none", |_| {});
    });
    assert_eq!(out, r#"{"data":"{\"pin\":\"a\\\"b\"}","none":"{}"}"#);
    assert!(
        notes
            .secrets
            .unwrap()
            .iter()
            .any(|secret| out.contains(secret.expose()))
    );
    let mut object = String::new();
    super::append_member(&mut object, "a", "1");
    super::append_member(&mut object, "b", "\"");
    assert_eq!(object, r#"{"a":"1","b":"\""}"#);
}

#[test]
fn any_json_keeps_its_text() {
    let json = Json::new(" {\"a\": [1.50, null]}\n").unwrap();
    assert_eq!(json.text(), "{\"a\": [1.50, null]}");
    assert_eq!(Json::new("7").unwrap().parse(), Ok(7));
    assert!(json.parse::<i64>().is_err());
    for text in ["", "{a: 1}", "1 2", "{\"a\":1,\"a\":2}"] {
        assert!(Json::new(text).is_err(), "{text}");
    }
    let (text, _) = written(|data| data.field("any", &json));
    assert_eq!(text, "{\"any\":{\"a\": [1.50, null]}}");
    let read: Vec<Json> = JsonReader::decode(r#"[{"a" : 1}, "x"]"#).unwrap();
    let read: Vec<_> = read.iter().map(Json::text).collect();
    assert_eq!(read, [r#"{"a" : 1}"#, r#""x""#]);
}

#[test]
fn json_in_a_text() {
    let (text, notes) = written(|data| {
        data.field_as_json("list", &vec![Some(1), None]);
        data.field_as_json("none", &None::<Json>);
        data.field_as_json("pins", &vec![Secret::new("p\"1")]);
    });
    assert_eq!(text, r#"{"list":"[1,null]","pins":"[\"p\\\"1\"]"}"#);
    assert_eq!(
        notes.secrets.unwrap(),
        [r#"p\"1"#, r#"p\\\"1"#].map(Secret::new),
        "as it stands in the text, and as that stands in the object"
    );
    let (text, notes) = written(|data| data.field_as_json("pins", &vec![Secret::new("\"")]));
    assert_eq!(text, r#"{"pins":"[\"\\\"\"]"}"#);
    assert_eq!(
        notes.secrets.unwrap(),
        [r#"\""#, r#"\\\""#].map(Secret::new)
    );
    let (_, notes) = written(|data| data.field_as_json("list", &vec![f64::NAN]));
    assert_eq!(path(&notes), Some("list[0]"));
}

#[test]
fn lists_in_a_text() {
    let (text, notes) = written(|data| {
        data.field_joined(
            "texts",
            ";",
            &vec!["a".to_owned(), "".to_owned(), "b".to_owned()],
        );
        data.field_joined("numbers", ",", &Some(vec![1.5, 2.0]));
        data.field_joined("empty", ",", &Vec::<i64>::new());
        data.field_joined("none", ",", &None::<Vec<i64>>);
    });
    assert_eq!(text, r#"{"texts":"a;;b","numbers":"1.5,2","empty":""}"#);
    assert_eq!(notes.unsendable, None);
    let (_, notes) = written(|data| {
        data.field_joined("texts", "; ", &vec!["a;b".to_owned(), "a; b".to_owned()]);
    });
    assert_eq!(path(&notes), Some("texts[1]"));

    let read = |text: &str| {
        Document::parse(text)
            .unwrap()
            .reader()
            .read_joined::<bool>(",")
    };
    assert_eq!(read(r#""true,false""#), Ok(Some(vec![true, false])));
    assert_eq!(
        (read(r#""""#), read("null")),
        (Ok(Some(Vec::new())), Ok(None))
    );
    assert_eq!(read(r#""true,,x""#).unwrap_err().path(), "$[1]");
    assert!(read("[true]").is_err());
}
