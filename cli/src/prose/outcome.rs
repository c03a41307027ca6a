//! How what became of a call is told from its reply, in words.

use sealspec_codegen::model::{Conditions, Operation, Poll, Reply};

use super::Language;

/// Members and the values that they must have: `` `a` is `1` or `2` and `b` is `x` ``.
fn conditions(conditions: &Conditions, language: Language) -> String {
    let each = conditions.0.iter().map(|(member, values)| {
        let values = values.iter().map(|value| format!("`{value}`")).collect();
        let values = language.one_of(values);
        language.pick(
            format!("`{member}` is {values}"),
            format!("`{member}` 为 {values}"),
        )
    });
    let each: Vec<_> = each.collect();
    each.join(language.pick(" and ", "，且 "))
}

/// When a call counts as done, as undecided and as refused, a sentence each.
pub(crate) fn outcome(reply: &Reply, language: Language) -> Vec<String> {
    let told = |own: &Conditions| conditions(own, language);
    if reply.success.is_empty() {
        return vec![language.pick(
            "Done where the HTTP status says so; the reply tells nothing else.".to_owned(),
            "以 HTTP 状态判断成功；回复中没有别的标志。".to_owned(),
        )];
    }
    let success = told(&reply.success);
    let mut sentences = vec![language.pick(
        format!("Done where {success}."),
        format!("{success} 时为成功。"),
    )];
    if !reply.pending.is_empty() {
        let pending = told(&reply.pending);
        sentences.push(language.pick(
            format!("Not decided yet where {pending}: ask again, and don't call it a failure."),
            format!("{pending} 时结果未定：应再查询，不能当作失败。"),
        ));
    }
    if !reply.undecided.is_empty() {
        let undecided = told(&reply.undecided);
        sentences.push(language.pick(
            format!("Where {undecided}, the refusal leaves open whether the vendor acted: ask first, then call again."),
            format!("{undecided} 时虽被拒绝，厂商可能已经处理：先查询，再决定是否重发。"),
        ));
    }
    sentences.push(language.pick(
        "Anything else is a refusal.".to_owned(),
        "其余情况视为被拒绝。".to_owned(),
    ));
    match (&reply.code, &reply.message) {
        (Some(code), Some(message)) => sentences.push(language.pick(
            format!("The code is in `{code}`, the message in `{message}`."),
            format!("错误码在 `{code}`，错误信息在 `{message}`。"),
        )),
        (Some(code), None) => sentences.push(language.pick(
            format!("The code is in `{code}`."),
            format!("错误码在 `{code}`。"),
        )),
        (None, Some(message)) => sentences.push(language.pick(
            format!("The message is in `{message}`."),
            format!("错误信息在 `{message}`。"),
        )),
        (None, None) => {}
    }
    sentences
}

/// How the vendor is asked what came of a call.
pub(crate) fn poll(operation: &Operation, poll: &Poll, language: Language) -> String {
    let via = poll.via.as_deref().unwrap_or(&operation.name);
    let Poll {
        first,
        every,
        until,
        ..
    } = poll;
    language.pick(
        format!(
            "Where the outcome isn't known, call `{via}` after {first} s and then every {every} s, for {until} s in all. \
             If it still isn't known then, it is unknown, not failed."
        ),
        format!(
            "结果未知时，{first} 秒后调用 `{via}`，之后每 {every} 秒一次，共 {until} 秒。届时仍不知道，就是未知，不是失败。"
        ),
    )
}
