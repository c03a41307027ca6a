//! The calls, step by step.

use std::error::Error;
use std::path::Path;

use sealspec::File;
use sealspec_client::ishansong::{AuditStatus, Bd09, GoodType, ImageUrl};

use crate::ask::{ask, ask_or_stop};
use crate::connection::Connection;
use crate::mock;

/// The shop as it is submitted, the vendor's own example.
const STORE_NAME: &str = "开发者注册商户店铺名称";
const CITY: &str = "北京市";
const ADDRESS: &str = "北京海淀区东升科技国际园";
const LATITUDE: Bd09 = Bd09(40.047858);
const LONGITUDE: Bd09 = Bd09(116.378424);
const CONTACT_PHONE: &str = "16711291001";

/// Where an audit ended, with the reason of a rejection.
enum Decision {
    Approved,
    Rejected(String),
    Pending,
}

pub(crate) async fn run(connection: &Connection) -> Result<(), Box<dyn Error>> {
    step("Upload an image (上传图片)");
    let image = upload(connection, image(connection)?).await?;

    step("Ask for an SMS code (发送短信验证码)");
    let (mobile, code) = ask_for_code(connection).await?;

    step("Register the merchant (注册商户账号)");
    let store = register(connection, &mobile, code, &image).await?;

    step("Wait for the audit (查询注册商户审核状态)");
    let mut decision = wait(connection, store).await?;
    if matches!(decision, Decision::Rejected(_)) {
        step("Upload a better image and submit again (重新提交商户资料)");
        if let Some(better) = better_image(connection)? {
            let image = upload(connection, better).await?;
            resubmit(connection, store, &image).await?;

            step("Wait for the audit again");
            decision = wait(connection, store).await?;
        }
    }
    println!();
    match decision {
        Decision::Approved => println!("Done: store {store} can take orders."),
        Decision::Rejected(reason) => println!(
            "Rejected: {reason}\nMend what the vendor names and submit store {store} again with `resubmit_merchant`."
        ),
        Decision::Pending => {
            println!("The vendor hasn't decided yet: ask for store {store} later.")
        }
    }
    Ok(())
}

async fn upload(connection: &Connection, file: File) -> Result<ImageUrl, Box<dyn Error>> {
    println!("   {}, {} bytes", file.name, file.bytes.len());
    let uploaded = connection.client.upload_image().file(file).send().await?;
    println!("   → {}", uploaded.url.0);
    Ok(uploaded.url)
}

fn image(connection: &Connection) -> Result<File, Box<dyn Error>> {
    match &connection.mock {
        Some(_) => Ok(mock_image()),
        None => read_image(&ask("ISHANSONG_IMAGE", "Path of an image of the shop")?),
    }
}

/// The image to submit after a rejection; `None` where there is none yet.
fn better_image(connection: &Connection) -> Result<Option<File>, Box<dyn Error>> {
    if connection.mock.is_some() {
        return Ok(Some(mock_image()));
    }
    let question = "Path of a better image, or nothing to stop here";
    let path = ask_or_stop("ISHANSONG_BETTER_IMAGE", question)?;
    path.map(|path| read_image(&path)).transpose()
}

fn mock_image() -> File {
    File::new("shop.png", "image/png", mock::IMAGE)
}

fn read_image(path: &str) -> Result<File, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("`{path}` can't be read: {error}"))?;
    let path = Path::new(path);
    let is_png = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("png"));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(File::new(
        name,
        if is_png { "image/png" } else { "image/jpeg" },
        bytes,
    ))
}

async fn ask_for_code(connection: &Connection) -> Result<(String, String), Box<dyn Error>> {
    let mobile = match &connection.mock {
        Some(_) => mock::MOBILE.to_owned(),
        None => ask("ISHANSONG_MOBILE", "Mobile number to register")?,
    };
    let sent = connection
        .client
        .send_sms_code()
        .mobile(&*mobile)
        .send()
        .await?;
    if !sent {
        return Err(format!("the vendor sent no code to {mobile}").into());
    }
    println!("   → sent to {mobile}");
    let code = match &connection.mock {
        Some(_) => mock::SMS_CODE.to_owned(),
        None => ask("ISHANSONG_SMS_CODE", "The code that it received")?,
    };
    Ok((mobile, code))
}

/// Registers the merchant and gives the number of its first store.
async fn register(
    connection: &Connection,
    mobile: &str,
    code: String,
    image: &ImageUrl,
) -> Result<i64, Box<dyn Error>> {
    println!("   {STORE_NAME}, {CITY}, {ADDRESS}");
    let call = connection.client.register_merchant();
    let registered = call
        .register_mobile(mobile)
        .sms_code(code)
        .store_name(STORE_NAME)
        .city_name(CITY)
        .good_type(GoodType::Document)
        .address(ADDRESS)
        .address_detail("2层")
        .latitude(LATITUDE)
        .longitude(LONGITUDE)
        .contact_phone(CONTACT_PHONE)
        .front_idcard(image.clone())
        .reverse_idcard(image.clone())
        .business_license(image.clone())
        .facade(image.clone())
        .send()
        .await?;
    println!(
        "   → merchant {} (商户ID), store {} (默认店铺ID)",
        registered.shop_id, registered.default_store_id
    );
    Ok(registered.default_store_id)
}

async fn resubmit(
    connection: &Connection,
    store: i64,
    image: &ImageUrl,
) -> Result<(), Box<dyn Error>> {
    let call = connection.client.resubmit_merchant();
    let taken = call
        .default_store_id(store)
        .store_name(STORE_NAME)
        .city_name(CITY)
        .good_type(GoodType::Document)
        .address(ADDRESS)
        .address_detail("2层")
        .latitude(LATITUDE)
        .longitude(LONGITUDE)
        .contact_phone(CONTACT_PHONE)
        .front_idcard(image.clone())
        .reverse_idcard(image.clone())
        .business_license(image.clone())
        .facade(image.clone())
        .send()
        .await?;
    if !taken {
        return Err(format!("the vendor did not take store {store} again").into());
    }
    println!("   → taken");
    Ok(())
}

/// Asks for the audit status until it is decided or patience ends.
async fn wait(connection: &Connection, store: i64) -> Result<Decision, Box<dyn Error>> {
    for _ in 0..connection.patience {
        let audit = connection
            .client
            .get_merchant_audit_status()
            .default_store_id(store)
            .send()
            .await?;
        match audit.audit_status {
            AuditStatus::UnderReview => println!("   → 审核中 (under review)"),
            AuditStatus::Approved => {
                println!("   → 审核成功 (approved)");
                return Ok(Decision::Approved);
            }
            AuditStatus::Rejected => {
                let reason = audit
                    .failed_reason
                    .unwrap_or_else(|| "no reason given".to_owned());
                println!("   → 审核驳回 (rejected): {reason}");
                return Ok(Decision::Rejected(reason));
            }
            other => return Err(format!("audit status {} isn't documented", other.code()).into()),
        }
        tokio::time::sleep(connection.pause).await;
    }
    Ok(Decision::Pending)
}

fn step(title: &str) {
    println!("\n● {title}");
}
