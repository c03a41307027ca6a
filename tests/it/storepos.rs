//! What storepos' pages say beyond requests and replies: statements, notifications, and what asks after a call.

use std::fmt::Debug;

use sealspec::{
    Blocking, Callback as _, Client, Error, Moment, Money, Outcome, Profile, Settings, Settled,
    SignatureProblem, SignedBy, receive,
};
use sealspec_client::storepos::{
    AlipayPayNotify, AlipayPayNotifyExpected, BillRow, PayStatus, PayType, PaymentChannelId,
    PromotionDetails, Scene, TerminalConfig, WechatPayNotify, WechatPayNotifyExpected,
};
use sealspec_mock::{Answer, MockVendor, Notice};

use crate::support::documented::{self as doc, storepos as pos};
use crate::support::{checked, sources};

fn vendor() -> MockVendor {
    doc::vendor(&checked(&sources(&sealspec_specs::STOREPOS)))
}

/// A client that waits by its clock, which doesn't sleep.
fn client<P: Profile>(profile: P, vendor: &MockVendor) -> Client<P, Blocking<MockVendor>> {
    let settings = Settings::default().clock(Moment::new(1_700_000_000_000, "0011223344556677"));
    Client::with_transport(profile, settings, Blocking(vendor.clone())).expect("the settings fit")
}

/// The page's sample of a statement, in which the mark before values encloses one of them.
const BILL: &str = "\
mch_id,out_trade_no,op_shop_id,op_device_id,op_user_id,base_fee,total_fee,return_amount,pay_status,rq_create,rq_pay,pay_type,type,channel_payid,transaction_id,out_transaction_id,channel_mchid,body
`00000001`,T0020231023170944729,shop_yzq,`,user_yzq,0.01,0.01,0.01,0,`2023-10-23 17:10:03,`2023-10-23 17:10:07,WECHAT,1,VBILL,`,`,`,测试金额1分
`00000001`,T0020231023171230769,shop_yzq,`,user_yzq,0.01,0.01,0.00,1,`2023-10-23 17:12:40,`2023-10-23 17:12:46,WECHAT,1,YINFEI,`,`,Y52310000000,测试金额1分
";

#[test]
fn rows_of_a_statement() {
    let rows = BillRow::read_csv(BILL.as_bytes()).expect("it is the page's sample");
    let [first, second] = &rows[..] else {
        panic!("{rows:?}")
    };
    assert_eq!(first.mch_id.as_deref(), Some("00000001"));
    assert_eq!(first.total_fee, Some(Money::minor(1)), "yuan, not fen");
    assert_eq!(first.pay_status, Some(PayStatus::Refunded));
    assert_eq!(first.pay_type, Some(PayType::Wechat));
    assert_eq!(first.scene, Some(Scene::ScannedPayer));
    assert_eq!(first.channel_payid, Some(PaymentChannelId::Vbill));
    let paid = first.rq_pay.expect("it was paid");
    assert_eq!(paid.to_rfc3339(), "2023-10-23T17:10:07+08:00");
    assert_eq!(
        (&first.op_device_id, &first.channel_mchid),
        (&None, &None),
        "a mark alone is nothing"
    );
    assert_eq!(second.channel_mchid.as_deref(), Some("Y52310000000"));
}

/// Receives the page's notification, as the mock sends it, under the key of a profile; refuses it under another key, and one
/// that is forged.
fn receives<P, C>(profile: &P, other: &P, expected: &C::Expected, mistaken: &C::Expected) -> C
where
    P: Profile,
    C: SignedBy<P> + Debug,
    C::Expected: Debug,
{
    let vendor = vendor();
    let send = |notice: Notice| {
        let made = vendor.callback(C::NAME, notice.profile(P::NAME));
        made.expect("it is documented")
    };
    let (request, forged) = (send(Notice::example(0)), send(Notice::example(0).forged()));
    for (profile, request) in [(other, &request), (profile, &forged)] {
        let error = receive::<P, C>(profile, request).expect_err("it isn't signed so");
        let Error::Signature { problem, .. } = error else {
            panic!("{error:?}")
        };
        assert_eq!(problem, SignatureProblem::Wrong);
    }

    let receive = || receive::<P, C>(profile, &request).expect("it is the vendor's");
    receive()
        .matching(mistaken)
        .expect_err("it is about another order or amount");
    receive().matching(expected).expect("it matches")
}

const ORDER: &str = "1523929500000";

#[test]
fn notifications() {
    assert_eq!(WechatPayNotify::ACK.body(), "success");
    let wechat = |total| WechatPayNotifyExpected {
        out_trade_no: ORDER.to_owned(),
        total_fee: Money::minor(total),
    };
    let alipay = |total| AlipayPayNotifyExpected {
        out_trade_no: ORDER.to_owned(),
        total_fee: Money::minor(total),
    };
    let (agent, merchant) = (pos::agent(), pos::merchant());
    let others = (
        pos::agent_of(pos::MERCHANT_KEY),
        pos::merchant_of(pos::AGENT_KEY),
    );

    let by_agent: WechatPayNotify = receives(&agent, &others.0, &wechat(1), &wechat(2));
    let by_merchant: WechatPayNotify = receives(&merchant, &others.1, &wechat(1), &wechat(2));
    assert_eq!(by_agent, by_merchant);
    assert_eq!(by_agent.trade_type.as_deref(), Some("pay.weixin.native"));

    let by_agent: AlipayPayNotify = receives(&agent, &others.0, &alipay(1), &alipay(2));
    let by_merchant: AlipayPayNotify = receives(&merchant, &others.1, &alipay(1), &alipay(2));
    assert_eq!(by_agent, by_merchant);
    assert_eq!(
        by_agent.buyer_logon_id.as_deref(),
        Some("13800000000@qq.com")
    );
    assert_eq!(by_agent.extra.get("gmt_create"), Some("\"20180417094613\""));
    let funds = by_agent.fund_bill_list.expect("they are told");
    assert_eq!(funds[0].amount, Some(Money::minor(1)), "yuan, not fen");
}

#[test]
fn a_payment_that_is_undecided_is_asked_after() {
    let vendor = vendor();
    let undecided = || Answer::example(1);
    vendor
        .script("pay", [undecided(), Answer::cut()])
        .expect("it can be scripted");
    vendor
        .script(
            "order_query",
            [Answer::cut(), Answer::example(0), Answer::example(0)],
        )
        .expect("it can be scripted");
    let client = client(pos::merchant(), &vendor);
    for _ in 0..2 {
        let settled = client
            .settle(&pos::pay(), &pos::order_query())
            .expect("the query tells");
        let Settled::Queried(order) = settled else {
            panic!("{settled:?}")
        };
        assert_eq!(order.base_fee, Some(Money::minor(4)));
        let promotions: PromotionDetails = order
            .promotion_detail
            .expect("there was a promotion")
            .parse()
            .expect("it is as in the page's example");
        let promotions = promotions.promotion_detail.expect("they are told");
        assert_eq!(promotions[0].amount, Some(Money::minor(2)));
    }
}

#[test]
fn a_statement_is_asked_for_until_it_is_made() {
    let vendor = vendor();
    let answers = [Answer::example(1), Answer::example(1), Answer::example(0)];
    vendor
        .script("download_bill", answers)
        .expect("it can be scripted");
    let client = client(pos::agent(), &vendor);
    let bill = client.poll(&pos::download_bill()).expect("it is made");
    assert!(bill.url.ends_with("20231225_00000001.csv"), "{}", bill.url);
    assert_eq!(vendor.seen().len(), 3);

    let never = (0..40).map(|_| Answer::example(1));
    vendor
        .script("download_bill", never)
        .expect("it can be scripted");
    let error = client
        .poll(&pos::download_bill())
        .expect_err("it is never made");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[test]
fn a_terminal_waits_until_it_belongs_to_a_merchant() {
    let vendor = vendor();
    let answers = [Answer::example(1), Answer::example(1), Answer::example(0)];
    vendor
        .script("get_terminal_config", answers)
        .expect("it can be scripted");
    let client = client(pos::terminal(), &vendor);
    let mut shown = Vec::new();
    let config = client
        .poll_until(&pos::get_terminal_config(), |config| {
            if let TerminalConfig::Unconfigured(link) = config {
                shown.push(link.conf_url.clone());
            }
            matches!(config, TerminalConfig::Configured(_))
        })
        .expect("it is set up");
    assert_eq!(
        shown,
        [
            Some("https://domain.com/Mch/Conf".to_owned()),
            Some("https://domain.com/Mch/Conf".to_owned())
        ]
    );
    let TerminalConfig::Configured(merchant) = config else {
        panic!("{config:?}")
    };
    let gateway = "https://pay.storepos.cn/v2/UnifiedPay/Gateway";
    assert_eq!(merchant.gateway.as_deref(), Some(gateway));
}
