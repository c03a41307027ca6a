//! What the page says, in both languages.

use sealspec::Place;

/// A text of ours. Both languages must be given, so none can be missing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) en: &'static str,
    pub(super) zh: &'static str,
}

const fn said(en: &'static str, zh: &'static str) -> Said {
    Said { en, zh }
}

pub(super) const OTHER_LANGUAGE: Said = said("中文", "English");
pub(super) const SKIP: Said = said("Skip to the content", "跳到正文");
pub(super) const NOTHING_HERE: Said = said("There is nothing here", "此处没有内容");
pub(super) const MOCK_VENDOR: Said = said("mock vendor", "模拟服务");
pub(super) const SERVED_AT: Said = said("The mock vendor listens at", "模拟服务地址");

pub(super) const OPERATIONS: Said = said("Operations", "接口");
pub(super) const CALLBACKS: Said = said("Callbacks", "回调");
pub(super) const LOG: Said = said("Log", "日志");

pub(super) const SEARCH: Said = said("Search by name, path or words", "按名称、路径或说明搜索");
pub(super) const SEARCH_BUTTON: Said = said("Search", "搜索");
pub(super) const NONE_FOUND: Said = said("No operation fits.", "没有符合的接口。");
pub(super) const DEPRECATED: Said = said("deprecated", "已弃用");

pub(super) const DOCUMENTATION: Said = said("The vendor's documentation", "厂商文档");
pub(super) const ROUTES: Said = said("How it is called", "调用方式");
pub(super) const FORM: Said = said("Call it", "调用");
pub(super) const CALL_AGAIN: Said = said("Change it and call again", "修改后重新调用");
pub(super) const START_FROM: Said = said("Start from:", "填入：");
pub(super) const EXAMPLE: Said = said("example", "示例");
pub(super) const EMPTY_FORM: Said = said("an empty form", "空表单");
pub(super) const PROFILE: Said = said("Profile", "身份（profile）");
pub(super) const PROFILE_HELP: Said = said("Whose key signs the call.", "用哪一方的密钥签名。");
pub(super) const GIVEN_URL: Said = said("The URL, as the vendor gave it", "厂商给出的完整 URL");
pub(super) const REQUIRED: Said = said("required", "必填");
pub(super) const CHOOSE: Said = said("(not sent)", "（不发送）");
pub(super) const AS_JSON: Said = said("As JSON.", "以 JSON 填写。");
pub(super) const RULES: Said = said("Rules between fields", "字段之间的规则");
pub(super) const FURTHER_FIELDS: Said = said("Further fields", "其他字段");
pub(super) const FURTHER_FIELDS_HELP: Said = said(
    "A JSON object of texts, such as {\"name\": \"value\"}.",
    "JSON 对象，值为文本，例如 {\"name\": \"value\"}。",
);
pub(super) const FILE_AGAIN: Said = said(
    "A browser forgets files: choose it again.",
    "浏览器不会保留文件，请重新选择。",
);
pub(super) const SUBMIT: Said = said("Sign and send", "签名并发送");
pub(super) const NOTHING_SENT: Said = said("Nothing was sent", "没有发送");
pub(super) const MEND: Said = said("Correct what is marked below.", "请修改下面标出的内容。");
pub(super) const IS_REQUIRED: Said = said("This is required.", "此项必填。");

pub(super) const ACCEPTED: Said = said("Accepted", "通过");
pub(super) const ACCEPTED_WHY: Said = said(
    "The mock vendor reckoned the same signature, and all fields are as documented.",
    "模拟服务算出的签名一致，字段与文档相符。",
);
pub(super) const REFUSED: Said = said("Refused", "拒绝");
pub(super) const STRING_TO_SIGN: Said = said(
    "The string to sign, as the mock vendor makes it",
    "模拟服务算出的待签名串",
);
pub(super) const REMARK: Said = said("Remark:", "注意：");
pub(super) const SIGNATURE: Said = said("The signature, line by line", "签名过程（逐行）");
pub(super) const UNSIGNED: Said = said("Requests aren't signed.", "该接口的请求不签名。");
pub(super) const MADE_OF: Said = said("Made of", "参与字段");
pub(super) const LEFT_OUT: Said = said("Left out", "未参与");
pub(super) const RULE: Said = said("Rule", "规则");
pub(super) const PLACED: Said = said("What goes with the request", "写入请求的位置");
pub(super) const REPLY: Said = said("The reply", "返回");
pub(super) const NO_REPLY: Said = said(
    "The connection ended without a whole reply.",
    "连接在返回完整结果之前断开。",
);
pub(super) const LATER: Said = said("seconds later", "秒之后");
pub(super) const EMPTY_BODY: Said = said("(no body)", "（无内容）");
pub(super) const CLIENT_READS: Said = said("What a client reads in it", "客户端读到的结果");
pub(super) const DONE: Said = said("Done", "成功");
pub(super) const VERIFIED: Said = said(
    "Done; the reply's signature is verified",
    "成功，返回的签名已验证",
);
pub(super) const SENT: Said = said("The request as sent", "实际发送的请求");
pub(super) const ADDRESS: Said = said("The address to open", "要打开的地址");
pub(super) const HEADERS: Said = said("Headers", "请求头");
pub(super) const BODY: Said = said("Body", "请求体");
pub(super) const FIELDS: Said = said("Fields", "字段");
pub(super) const FILE: Said = said("file", "文件");
pub(super) const BYTES: Said = said("bytes", "字节");
pub(super) const CURL: Said = said("As a curl line", "curl 命令");
pub(super) const MASKED: Said = said(
    "Secrets are masked here, so put yours in before you run it.",
    "其中的密文已隐藏，运行前请填入。",
);
pub(super) const COPY: Said = said("Copy", "复制");
pub(super) const COPIED: Said = said("Copied", "已复制");

pub(super) const NO_REQUESTS: Said = said(
    "The mock vendor has seen no request yet.",
    "模拟服务尚未收到请求。",
);
pub(super) const LATEST_FIRST: Said = said("Latest first.", "最新的在最前。");
pub(super) const CUT: Said = said("cut off", "断开");
pub(super) const UNKNOWN_ROUTE: Said = said("nothing documented", "文档中没有");

pub(super) const NO_CALLBACKS: Said = said("The spec has no callbacks.", "该规范没有回调。");
pub(super) const ACKNOWLEDGED_BY: Said = said(
    "The vendor takes this for an acknowledgement:",
    "厂商认可的应答：",
);
pub(super) const MEMBERS: Said = said("What it says", "内容");
pub(super) const MEMBERS_HELP: Said = said(
    "A JSON object, whatever the body is.",
    "JSON 对象，与实际格式无关。",
);
pub(super) const SEAL: Said = said("Signature", "签名");
pub(super) const SEAL_VENDOR: Said = said("as the vendor signs", "按厂商规则");
pub(super) const SEAL_MISSING: Said = said("left out", "不带签名");
pub(super) const SEAL_FORGED: Said = said("wrong", "错误的签名");
pub(super) const RECEIVER: Said = said("Your receiver, on this machine", "本机上的接收地址");
pub(super) const MAKE: Said = said("Sign it", "生成");
pub(super) const SEND: Said = said("Sign and send it", "生成并发送");
pub(super) const CALLBACK_SENT: Said = said("The callback as sent", "回调内容");
pub(super) const RECEIVER_REPLIED: Said = said("What the receiver replied", "接收方的应答");
pub(super) const LOCAL_ONLY: Said = said(
    "The page sends to this machine alone; for elsewhere, use the curl line.",
    "本页只向本机发送；发往其他机器请用 curl 命令。",
);
pub(super) const SENDS_NOTHING: Said = said(
    "The page sends nothing, since others on the network reach it too. Use the curl line, or start the mock without `--host`.",
    "网络上的其他人也能打开本页，因此本页不发送回调。请用 curl 命令，或不带 `--host` 启动。",
);
pub(super) const NOT_REACHED: Said = said("The receiver wasn't reached", "无法送达接收方");

/// Why a field takes no part in a signature, as [`sealspec::signing::Line::left_out`] has it.
pub(super) fn left_out(why: &'static str) -> Said {
    match why {
        "empty" => said("empty", "为空"),
        "not listed" => said("not listed", "不在签名字段之列"),
        "excluded by name" => said("excluded by name", "规则排除"),
        "lacks the prefix" => said("lacks the prefix", "没有规定的前缀"),
        "an object or a list" => said("an object or a list", "对象或列表"),
        "stands in the query" => said("stands in the query", "在查询串中"),
        "stands in the body" => said("stands in the body", "在请求体中"),
        "is a header" => said("is a header", "是请求头"),
        other => said(other, other),
    }
}

/// Where something goes in a request, without its name.
pub(super) fn place(place: &Place) -> Said {
    match place {
        Place::Field(_) => said("the field", "字段"),
        Place::Query(_) => said("the query's field", "查询串字段"),
        Place::Header(_) => said("the header", "请求头"),
        Place::Path => said("the path of the URL", "URL 路径"),
    }
}
