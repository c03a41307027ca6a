//! Rules between fields: generated code refuses before sending exactly what the mock vendor refuses by interpreting the spec.

use std::path::Path;

use sealspec::{
    Error, File, Moment, Operation, Outcome, Profile, Reply, RequestWriter, Route, Settings,
};
use sealspec_codegen::Sources;
use sealspec_mock::MockVendor;
use sealspec_tests::testbed::{
    AttachLabel, Canonical, Carrier, DeclareParcels, Form, Header, OrderNo, Parcel, ShipOrder,
    SignIn,
};

/// A request whose rules nobody looks at before it is sent.
struct Unruly<O>(O);

impl<P: Profile, O: Operation<P>> Operation<P> for Unruly<O> {
    const NAME: &'static str = O::NAME;
    const ROUTE: Route = O::ROUTE;
    const REPLY: Reply = O::REPLY;
    type Response = O::Response;

    fn write<'a, W: RequestWriter<'a>>(&'a self, profile: &'a P, moment: &'a Moment, out: &mut W) {
        self.0.write(profile, moment, out);
    }
}

fn vendor() -> MockVendor {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/testbed");
    let sources = Sources::read(&folder, "specs/testbed").expect("the spec can be read");
    MockVendor::from_sources(&sources)
        .expect("the spec is right")
        .credential("app", "7")
        .credential("key", "k-1")
        .credential("region", "cn")
}

fn client<P: Profile>(
    profile: P,
    vendor: &MockVendor,
) -> sealspec::Client<P, sealspec::Blocking<MockVendor>> {
    let settings = Settings::default().clock(Moment::new(
        1_700_000_000_123,
        "00112233445566778899aabbccddeeff",
    ));
    let mode = sealspec::Blocking(vendor.clone());
    sealspec::Client::with_transport(profile, settings, mode).expect("the settings fit")
}

/// Whether a request keeps all rules; code and mock must be of one mind about it.
fn keeps_rules<P: Profile, O: Operation<P> + std::fmt::Debug>(
    client: &sealspec::Client<P, sealspec::Blocking<MockVendor>>,
    vendor: &MockVendor,
    request: O,
) -> bool {
    let shown = format!("{request:?}");
    let own = client.prepare(&request);
    if let Err(error) = &own {
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    // What the mock answers doesn't matter, only what it made of the request.
    drop(client.send(&Unruly(request)));
    let seen = vendor.seen();
    let seen = seen.last().expect("the mock was asked");
    assert_eq!(
        own.is_ok(),
        seen.verdict.is_accepted(),
        "{shown}\n{:?}\n{:?}",
        own.err(),
        seen.verdict
    );
    own.is_ok()
}

#[test]
fn fields_of_a_form() {
    let vendor = vendor();
    let client = client(Form::new("7", "k-1"), &vendor);
    let mut kept = 0;
    for choice in 0..384_u32 {
        let is_given = |bit: u32| choice >> bit & 1 == 1;
        let carriers = [Carrier::Air, Carrier::Rail, Carrier::Sea];
        let carrier = carriers[choice as usize / 128].clone();
        let mut request = ShipOrder::builder()
            .carrier(carrier)
            .number(OrderNo::new(1))
            .locker(1)
            .build();
        request.number = is_given(0).then(|| OrderNo::new(7));
        request.reference = is_given(1).then(|| "R-1".to_owned());
        let pickup = if is_given(6) { "harbour" } else { "corner" };
        request.pickup = is_given(2).then(|| pickup.to_owned());
        request.locker = is_given(3).then_some(9);
        request.phone = is_given(4).then(|| "555-0100".to_owned());
        request.insured = is_given(5).then_some(true);
        kept += u32::from(keeps_rules(&client, &vendor, request));
    }
    // Counted by hand: number or reference, one of two places; by air and rail a phone, by sea from the harbour no insurance.
    assert_eq!(kept, 2 * (3 * 2 * 2 * 2) + 3 * (8 + 4 + 2));
}

#[test]
fn members_of_a_json_text_beside_others_and_of_the_objects_in_it() {
    let vendor = vendor();
    let client = client(Header::new("7", "k-1"), &vendor);
    let mut kept = Vec::new();
    for choice in 0..8_u32 {
        let is_given = |bit: u32| choice >> bit & 1 == 1;
        let parcel = Parcel::builder().weight(1.0).build();
        let mut request = DeclareParcels::builder().parcels([parcel]).build();
        request.name = is_given(0).then(|| "Ann".to_owned());
        request.street = is_given(1).then(|| "High Street".to_owned());
        request.account = is_given(2).then_some(7);
        if keeps_rules(&client, &vendor, request) {
            kept.push(choice);
        }
    }
    assert_eq!(kept, [0b011, 0b100], "name and street, or else the account");

    let refusal = |parcel: Parcel| {
        let parcels = [Parcel::builder().weight(1.0).build(), parcel];
        let request = DeclareParcels::builder()
            .parcels(parcels)
            .account(7)
            .build();
        match client.prepare(&request) {
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        }
    };
    let parcel = || Parcel::builder().weight(2.0);
    assert_eq!(
        refusal(parcel().width(1).height(2).fragile(false).build()),
        None
    );
    let told = refusal(parcel().width(1).build()).expect("the height is missing");
    assert!(
        told.contains(
            "in `declaration.parcels[1]`, `width` and `height` must be given together or not at all: \
             give `height` too, or leave out `width`"
        ),
        "{told}"
    );
    let told = refusal(parcel().fragile(true).build()).expect("the padding is missing");
    assert!(
        told.contains(
            "`declaration.parcels[1].padding` is required when `fragile` is `true`: give it (What breaks is padded)"
        ),
        "{told}"
    );
}

#[test]
fn members_of_a_json_body() {
    let vendor = vendor();
    let client = client(Canonical::new("7", "k-1"), &vendor);
    let mut kept = Vec::new();
    for choice in 0..16_u32 {
        let text = |bit: u32| (choice >> bit & 1 == 1).then(|| "x".to_owned());
        let mut request = SignIn::builder().build();
        request.mobile = text(0);
        request.code = text(1).map(Into::into);
        request.user = text(2);
        request.password = text(3).map(Into::into);
        if keeps_rules(&client, &vendor, request) {
            kept.push(choice);
        }
    }
    let pair = |choice: u32| choice & 0b11 == 0b11 || choice & 0b1100 == 0b1100;
    assert_eq!(
        kept,
        (0..16).filter(|choice| pair(*choice)).collect::<Vec<_>>()
    );
}

#[test]
fn a_file_counts_as_given() {
    let vendor = vendor();
    let client = client(Form::new("7", "k-1"), &vendor);
    let mut kept = Vec::new();
    for choice in 0..4_u32 {
        let mut request = AttachLabel::builder()
            .number(OrderNo::new(7))
            .address("x")
            .build();
        request.label = (choice & 1 == 1).then(|| File::new("a.png", "image/png", "PNG"));
        request.address = (choice & 2 == 2).then(|| "https://a.example".to_owned());
        if keeps_rules(&client, &vendor, request) {
            kept.push(choice);
        }
    }
    assert_eq!(kept, [1, 2]);
}

#[test]
fn a_refusal_tells_the_rule_and_what_the_vendor_says_of_it() {
    let vendor = vendor();
    let client = client(Form::new("7", "k-1"), &vendor);
    let mut request = ShipOrder::builder()
        .carrier("SEA")
        .number(OrderNo::new(7))
        .locker(1)
        .build();
    request.number = None;
    let error = client
        .send(&request)
        .expect_err("neither number nor reference is given");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(vendor.seen().is_empty());
    let Error::Refused(refusal) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        refusal.what(),
        "at least one of `number` or `reference` must be given"
    );
    assert_eq!(
        refusal.remedy(),
        "give one of them (Where both are given, `number` counts)"
    );

    request.number = Some(OrderNo::new(7));
    request.carrier = Carrier::Air;
    let Err(Error::Refused(refusal)) = client.explain(&request) else {
        panic!("a phone is missing")
    };
    assert_eq!(refusal.field(), Some("phone"));
    assert_eq!(
        refusal.to_string(),
        "`phone` is required when `carrier` is `AIR` or `RAIL`: give it"
    );
}
