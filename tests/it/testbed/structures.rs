//! JSON in texts, any JSON, lists as texts.

use sealspec::{Error, Json, Outcome};
use sealspec_mock::Answer;
use sealspec_tests::testbed::{
    Api, Canonical, Currency, Form, Goods, Header, OrderNo, SaleRow, Terminal,
};

use super::{settings, vendor};

fn json(text: &str) -> Json {
    Json::new(text).expect("it is JSON")
}

fn goods() -> Goods {
    Goods::builder().id("a").count(2).build()
}

#[tokio::test]
async fn json_and_lists_as_texts_of_a_form() {
    let vendor = vendor();
    let client = Api::with_transport(Header::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let goods = Goods::builder()
        .id("a")
        .count(2)
        .tags(vec!["x".to_owned(), "y".to_owned()])
        .traits(json(r#"{"size":1.50}"#))
        .pin("p-\"99")
        .build();
    let call = client
        .sell_goods()
        .goods(vec![goods])
        .traits(json(r#" ["new",null] "#))
        .currencies(vec![Currency::Yuan, Currency::Dollar])
        .orders(vec![OrderNo::new(7), OrderNo::new(8)]);
    let explained = call.clone().explain().expect("it can be explained");
    assert!(!explained.to_string().contains("p-"), "{explained}");
    let sold = call.send().await.expect("they are sold");

    let sent = &vendor.seen()[0];
    assert!(sent.verdict.is_accepted(), "{sent:?}");
    assert_eq!(
        sent.field("goods"),
        Some(r#"[{"id":"a","count":"2","tags":"x,y","traits":{"size":1.50},"pin":"[redacted]"}]"#),
        "what the mock shows hides the secret"
    );
    assert_eq!(sent.field("traits"), Some(r#"["new",null]"#));
    assert_eq!(sent.field("currencies"), Some("CNY|USD"));
    assert_eq!(sent.field("orders"), Some("7,8"));

    let refunds = sold.refunds.expect("there are refunds");
    assert_eq!(
        (refunds[0].number, refunds[0].fee),
        (OrderNo::new(7), Some(100))
    );
    assert_eq!(refunds[0].why.as_deref(), Some(&["late".to_owned()][..]));
    let traits = sold.traits.expect("there are traits");
    assert_eq!(traits.text(), r#"{"size":1.50,"of":["S",null]}"#);
    assert_eq!(sold.orders, Some(vec![OrderNo::new(7), OrderNo::new(8)]));
    assert!(sold.notes.is_empty(), "an empty text is an empty list");
}

#[tokio::test]
async fn json_and_lists_as_texts_of_a_json_body() {
    let vendor = vendor();
    let client = Api::with_transport(Canonical::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let call = client
        .list_goods()
        .goods(goods())
        .traits(json(r#"[1,{"a":null}]"#))
        .ids(vec!["a".to_owned(), "b".to_owned()]);
    let prepared = call.clone().prepare().expect("it can be prepared");
    assert_eq!(
        prepared.body(),
        r#"{"app":"7","goods":"{\"id\":\"a\",\"count\":\"2\"}","traits":[1,{"a":null}],"ids":"a;b"}"#
    );
    let listed = call.send().await.expect("they are listed");
    let sent = &vendor.seen()[0];
    assert!(sent.verdict.is_accepted(), "{sent:?}");
    assert_eq!(listed.found[0].text(), r#"{"id":"a"}"#);
    assert_eq!(listed.found[1].parse::<i64>(), Ok(1));
}

#[tokio::test]
async fn what_would_be_read_differently_is_refused() {
    let vendor = vendor();
    let client = Api::with_transport(Header::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let call = |goods: Goods, currency: Currency| {
        let call = client.sell_goods().goods(vec![goods]);
        call.currencies(vec![Currency::Yuan, currency])
    };
    let refused = call(goods(), "A|B".into())
        .prepare()
        .expect_err("a currency holds a separator");
    assert_eq!(refused.outcome(), Outcome::NotSent);
    let text = refused.to_string();
    assert!(text.contains("`currencies[1]` contains `|`"), "{text}");
    let mut wrong = goods();
    wrong.tags = Some(vec!["a,b".to_owned()]);
    let refused = call(wrong, Currency::Dollar)
        .prepare()
        .expect_err("a tag holds a separator");
    assert!(
        refused.to_string().contains("`goods[0].tags[0]`"),
        "{refused}"
    );

    let replies = [
        (
            r#"{"notes":"","refunds":"[{\"number\":7,\"fee\":\"x\"}]"}"#,
            "$.refunds[0].fee: ",
        ),
        (
            r#"{"notes":"","refunds":"[{\"number\":7,\"why\":\"[1]\"}]"}"#,
            "$.refunds[0].why[0]: ",
        ),
        (r#"{"notes":"","refunds":"[{"}"#, "$.refunds[0]: isn't JSON"),
        (r#"{"notes":"","orders":"7;x"}"#, "$.orders[1]: "),
        (r#"{"notes":["a"]}"#, "$.notes: expected a text"),
    ];
    for (reply, place) in replies {
        vendor
            .script("sell_goods", [Answer::json(reply)])
            .expect("it can be scripted");
        let error = call(goods(), Currency::Dollar)
            .send()
            .await
            .expect_err("it is of another shape");
        let Error::Shape { error, .. } = error else {
            panic!("{error:?}")
        };
        assert!(error.to_string().starts_with(place), "{error}");
    }
    let absent = r#"{"notes":"a;b","refunds":"","traits":null,"orders":null}"#;
    vendor
        .script("sell_goods", [Answer::json(absent)])
        .expect("it can be scripted");
    let sold = call(goods(), Currency::Dollar)
        .send()
        .await
        .expect("they are sold");
    assert_eq!((sold.refunds, sold.traits, sold.orders), (None, None, None));
    assert_eq!(sold.notes, ["a", "b"]);
}

#[tokio::test]
async fn one_of_several_objects_is_known_by_its_members() {
    let vendor = vendor();
    let client = Api::with_transport(Form::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let found = client.find_terminal().send().await.expect("it is found");
    let Terminal::Unconfigured(link) = found else {
        panic!("{found:?}")
    };
    assert_eq!(link.setup_url, "https://testbed.example/setup");
    assert!(link.extra.is_empty(), "the envelope's members are its own");

    vendor
        .script(
            "find_terminal",
            [
                Answer::example(1),
                Answer::json(r#"{"ok":"yes","shop":null}"#),
            ],
        )
        .expect("it can be scripted");
    let found = client.find_terminal().send().await.expect("it is found");
    let Terminal::Configured(shop) = found else {
        panic!("{found:?}")
    };
    assert_eq!((shop.shop, shop.why.as_deref()), (7, Some("moved")));
    let error = client
        .find_terminal()
        .send()
        .await
        .expect_err("it is neither");
    assert!(error.to_string().contains("`setup_url`, `shop`"), "{error}");

    let client = Api::with_transport(Header::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let listed = client
        .list_terminals()
        .send()
        .await
        .expect("they are listed");
    let [Terminal::Configured(shop), Terminal::Unconfigured(link)] = &listed.terminals[..] else {
        panic!("{listed:?}")
    };
    assert_eq!(
        (shop.shop, &*link.setup_url),
        (7, "x"),
        "the first one named decides"
    );
}

#[tokio::test]
async fn fields_under_names_of_the_callers_are_signed_with_the_rest() {
    let vendor = vendor();
    let form = Api::with_transport(Form::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let note = form.note_parcel().field("colour", "red & blue");
    let note = note.number(OrderNo::new(7)).field("aisle", "9");
    let prepared = note.clone().prepare().expect("it can be prepared");
    let body = String::from_utf8_lossy(prepared.body());
    assert!(
        body.contains("kind=parcel&nonce=00112233445566778899aabbccddeeff&number=7&colour=red+%26+blue&aisle=9&sign="),
        "{body}"
    );
    note.send().await.expect("it is noted");

    let json = Api::with_transport(Canonical::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let label = json
        .label_parcel()
        .number(OrderNo::new(7))
        .field("colour", "red");
    let prepared = label.clone().prepare().expect("it can be prepared");
    assert_eq!(prepared.body(), r#"{"app":"7","number":7,"colour":"red"}"#);
    label.send().await.expect("it is labelled");

    let payload = Api::with_transport(Header::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let wrap = payload.wrap_parcel().field("app", "red");
    wrap.send().await.expect("it is wrapped");
    let seen = vendor.seen();
    assert_eq!(seen[2].field("wraps"), Some(r#"{"app":"red"}"#));
    for seen in &seen {
        assert!(
            seen.verdict.is_accepted() && seen.remarks.is_empty(),
            "{seen:?}"
        );
    }
}

#[test]
fn further_fields_have_names_of_their_own() {
    let form =
        Api::with_transport(Form::new("7", "k-1"), settings(), vendor()).expect("the settings fit");
    let json = Api::with_transport(Canonical::new("7", "k-1"), settings(), vendor())
        .expect("the settings fit");
    for name in [
        "number", "city", "kind", "app", "region", "sign", "", "twice",
    ] {
        let call = form.note_parcel().number(OrderNo::new(7));
        let call = call.field("twice", "x").field(name, "x");
        let error = call.prepare().expect_err("the name is taken");
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains(&format!("`{name}` ")), "{error}");
    }
    for name in ["number", "app", "once"] {
        let call = json.label_parcel().number(OrderNo::new(7)).field(name, "x");
        let error = call.prepare().expect_err("the name is taken");
        assert!(
            error.to_string().contains("that the call has itself"),
            "{error}"
        );
    }
}

#[test]
fn rows_of_a_csv_file() {
    let file = "price,number,tags,currency,shop,traits,rush,why,fee,sold_at,paid\n`1.50,`7,a;b,`CNY,`s-1,\"[1]\",true,`,`0.01,`1700000000,`1\n,8,,USD,,,,late,12,-,0\n";
    let rows = SaleRow::read_csv(file.as_bytes()).expect("it is such a file");
    let [first, second] = &rows[..] else {
        panic!("{rows:?}")
    };
    assert_eq!((first.number, first.price), (OrderNo::new(7), Some(1.5)));
    assert_eq!(
        (&first.currency, first.rush),
        (&Some(Currency::Yuan), Some(true))
    );
    assert_eq!(first.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(first.traits, Some(json("[1]")));
    assert_eq!(
        (first.why.as_ref(), first.extra.get("shop")),
        (None, Some(r#""s-1""#))
    );
    assert_eq!(
        (second.price, second.rush, &second.tags),
        (None, None, &None)
    );
    assert_eq!(second.why.as_deref(), Some("late"));
    let fees = [first.fee, second.fee].map(|fee| fee.map(|fee| fee.to_string()));
    assert_eq!(fees, [Some("0.01".to_owned()), Some("12.00".to_owned())]);
    assert_eq!([first.paid, second.paid], [Some(true), Some(false)]);
    let sold_at = first.sold_at.map(|time| time.to_rfc3339());
    assert_eq!(sold_at.as_deref(), Some("2023-11-15T06:13:20+08:00"));
    assert_eq!(second.sold_at, None);

    let error = SaleRow::read_csv(b"number,price\n7,1\n8,much\n").expect_err("a price is none");
    assert_eq!(error.path(), "$[1].price");
    assert!(error.to_string().contains("(line 3)"), "{error}");
    SaleRow::read_csv(b"{\"code\":\"500\"}").expect_err("it is no such file");
}

#[tokio::test]
async fn a_download_is_a_plain_get() {
    let client =
        Api::with_transport(Form::new("7", "k-1"), settings(), vendor()).expect("the settings fit");
    let error = client
        .download("https://files.testbed.example/sales.csv")
        .await
        .expect_err("the mock has no such file");
    assert!(matches!(error, Error::Status { .. }), "{error:?}");
    let blocking = Api::with_blocking_transport(Form::new("7", "k-1"), settings(), vendor())
        .expect("the settings fit");
    let error = blocking.download("http://files.testbed.example/sales.csv");
    assert_eq!(
        error.expect_err("it is cleartext").outcome(),
        Outcome::NotSent
    );
}
