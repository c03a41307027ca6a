//! Takes a payment with 超赢 (storepos), has the goods delivered by 闪送 (iShansong), and gives the money back when no courier comes.
//!
//! ```text
//! cargo run --example pay_and_deliver                # against mock vendors inside this program
//! cargo run --example pay_and_deliver -- --explain   # with the string to sign of each call, secrets masked
//! ```

mod delivery;
mod mock;
mod payment;

use std::error::Error;
use std::process::ExitCode;

use delivery::{Delivery, amount, deliver, status};
use mock::Mock;
use payment::{Attempt, Bill, Payment, Till};
use sealspec::{Money, Outcome};

const HELP: &str = "\
Takes a payment with 超赢 (storepos), has the goods delivered by 闪送 (iShansong), and gives the money back when no courier comes.
Both vendors are mocks inside this program.

Usage: pay_and_deliver [--explain]

  --explain  print the string to sign of each call, secrets masked
  --help     print this";

const BILL: Bill<'static> = Bill {
    order: "20260102_0007",
    goods: "生日蛋糕",
    total: Money::minor(8800),
};

/// What the shop scans: a payer's code changes every minute, so each attempt scans it anew.
const AUTH_CODES: [&str; 2] = ["130000000000000001", "130000000000000002"];

#[tokio::main]
async fn main() -> ExitCode {
    let mut explain = false;
    for argument in std::env::args().skip(1) {
        match &*argument {
            "--explain" => explain = true,
            "--help" | "-h" => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            other => {
                eprintln!("unknown argument `{other}`\n\n{HELP}");
                return ExitCode::from(2);
            }
        }
    }
    match run(explain).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nIt went wrong: {error}.");
            if let Some(error) = error.downcast_ref::<sealspec::Error>() {
                eprintln!("{}", consequence(error.outcome()));
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(explain: bool) -> Result<(), Box<dyn Error>> {
    let mock = Mock::serve(BILL.order, BILL.total.minor_units(), explain)?;
    println!("Selling {} for ¥{}", BILL.goods, BILL.total);
    let till = mock.till()?;

    step("Take the payment (超赢, 被扫支付)");
    let Some(payment) = take(&till).await? else {
        println!("\nNot sold: nothing was paid.");
        return Ok(());
    };

    step("Have it delivered (闪送)");
    let is_sold = match deliver(&mock.couriers()?, BILL.order).await {
        Ok(Delivery::Taken(order)) => {
            println!("   → a courier comes: {}", status(&order));
            true
        }
        Ok(Delivery::Cancelled(deducted)) => {
            println!("   → cancelled, which cost {}", amount(deducted));
            false
        }
        Err(error) => {
            println!("   → not delivered: {error}");
            false
        }
    };
    if !is_sold {
        step("Give the money back (交易退款)");
        let refunded = till.give_back(&payment).await?;
        println!("   → refunded: {}", amount(refunded));
    }
    println!();
    mock.summarise();
    Ok(())
}

/// Attempts the payment, each time with the code that the payer shows then.
async fn take(till: &Till) -> Result<Option<Payment>, Box<dyn Error>> {
    for (attempt, auth_code) in (1..).zip(AUTH_CODES) {
        match till.take(&BILL, attempt, auth_code).await? {
            Attempt::Paid(payment) => {
                println!("   → paid: ¥{}, as {}", payment.total, payment.out_trade_no);
                return Ok(Some(payment));
            }
            Attempt::Unpaid(reason) => println!("   → not paid: {reason}"),
        }
    }
    Ok(None)
}

/// What the failed call may have done.
fn consequence(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotSent => "The vendor has not seen the call.",
        Outcome::Refused => "The vendor refused the call; nothing was done.",
        Outcome::Unknown => "The vendor may have acted all the same: ask it before calling again.",
    }
}

fn step(title: &str) {
    println!("\n● {title}");
}
