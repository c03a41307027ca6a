//! Rules that are near the spec's, of which one may have made the signature.

use sealspec::Order;
use sealspec_codegen::signature::{
    Call, Expression, FieldList, Function, Line, LineKind, Operand, Part, Select, Template,
};

/// A change of a line, and what is told where it is the one; `None`: it changes nothing.
pub(super) type Change = Box<dyn Fn(&mut Line) -> Option<String>>;

/// So many fields are tried in every order.
const PERMUTED: usize = 5;

/// All changes, the likely ones first, for a request with fields of these names.
pub(super) fn near(names: &[String]) -> Vec<Change> {
    let mut changes = vec![
        spelling(
            &[(Function::HexUpper, Function::Hex)],
            "the signature is in small letters, and the vendor wants capitals",
        ),
        spelling(
            &[(Function::Hex, Function::HexUpper)],
            "the signature is in capitals, and the vendor wants small letters",
        ),
        spelling(
            &[
                (Function::Hex, Function::Base64),
                (Function::HexUpper, Function::Base64),
            ],
            "the signature is spelled as Base64, and the vendor wants hexadecimal digits",
        ),
        spelling(
            &[(Function::Base64, Function::Hex)],
            "the signature is spelled in hexadecimal digits, and the vendor wants Base64",
        ),
        spelling(
            &[
                (Function::Md5, Function::Sha256),
                (Function::HmacMd5, Function::HmacSha256),
            ],
            "the signature is made with SHA-256, and the vendor wants MD5",
        ),
        spelling(
            &[
                (Function::Sha256, Function::Md5),
                (Function::HmacSha256, Function::HmacMd5),
            ],
            "the signature is made with MD5, and the vendor wants SHA-256",
        ),
        list(|list| {
            list.skip_empty = !list.skip_empty;
            Some(match list.skip_empty {
                true => "empty values were left out, and the vendor signs them".to_owned(),
                false => "empty values were signed, and the vendor leaves them out".to_owned(),
            })
        }),
    ];
    for (order, told) in [
        (Order::Wire, "in the order in which they are sent"),
        (Order::Name, "by the bytes of their names"),
        (Order::NameIgnoreCase, "by name without regard to case"),
    ] {
        changes.push(list(move |list| {
            let is_other = std::mem::replace(&mut list.order, order) != order;
            is_other
                .then(|| format!("the fields were signed {told}, which isn't the vendor's order"))
        }));
    }
    for (function, told) in [
        (Function::FormEscape, "as in a form"),
        (Function::UriEscape, "as in a URL"),
    ] {
        changes.push(list(move |list| {
            list.value = escaped(function, &list.value);
            Some(format!(
                "the values were signed escaped {told}, and the vendor signs them as they are"
            ))
        }));
    }
    for name in names {
        let name = name.clone();
        changes.push(list(move |list| toggled(list, &name)));
    }
    for order in orders(names) {
        changes.push(list(move |list| ordered(list, &order)));
    }
    changes
}

/// A change of every list of fields.
fn list(change: impl Fn(&mut FieldList) -> Option<String> + 'static) -> Change {
    Box::new(move |line| match &mut line.kind {
        LineKind::Fields(list) => change(list),
        LineKind::Template(_) => None,
    })
}

/// Other functions in the line `sign`.
fn spelling(pairs: &'static [(Function, Function)], told: &'static str) -> Change {
    Box::new(move |line| {
        let LineKind::Template(template) = &mut line.kind else {
            return None;
        };
        let mut is_changed = false;
        for part in template.parts.iter_mut().filter(|_| line.name == "sign") {
            let Part::Value(expression) = part else {
                continue;
            };
            for call in &mut expression.calls {
                if let Some((_, other)) = pairs.iter().find(|(own, _)| *own == call.function) {
                    call.function = *other;
                    is_changed = true;
                }
            }
        }
        is_changed.then(|| told.to_owned())
    })
}

fn escaped(function: Function, value: &Template) -> Template {
    let call = Call {
        function,
        arguments: Vec::new(),
    };
    Template {
        parts: vec![Part::Value(Expression {
            operands: vec![Operand::Value],
            calls: vec![call],
        })],
        value_type: value.value_type,
    }
}

/// Lets a field take part that doesn't, and the reverse.
fn toggled(list: &mut FieldList, name: &str) -> Option<String> {
    let left_out = || Some(format!("`{name}` wasn't signed, and the vendor signs it"));
    match &mut list.select {
        Select::Except(names) | Select::Only(names) if names.iter().any(|own| own == name) => {
            names.retain(|own| own != name);
            match list.select {
                Select::Except(_) => Some(format!(
                    "`{name}` was signed, and takes no part in the vendor's signature"
                )),
                _ => left_out(),
            }
        }
        Select::Except(names) => {
            names.push(name.to_owned());
            left_out()
        }
        select @ Select::All => {
            *select = Select::Except(vec![name.to_owned()]);
            left_out()
        }
        _ => None,
    }
}

/// Takes the fields in another order.
fn ordered(list: &mut FieldList, order: &[String]) -> Option<String> {
    let takes_part = |name: &&String| match &list.select {
        Select::All => true,
        Select::Only(names) => names.contains(name),
        Select::Except(names) => !names.contains(name),
        Select::Prefix(prefix) => name.starts_with(prefix),
    };
    let names: Vec<String> = order.iter().filter(takes_part).cloned().collect();
    let told = names.join(", ");
    list.select = Select::Only(names);
    list.order = Order::Listed;
    Some(format!(
        "the fields were signed in the order {told}, which isn't the vendor's"
    ))
}

/// Every order of a few names; of many names none.
fn orders(names: &[String]) -> Vec<Vec<String>> {
    if names.len() > PERMUTED {
        return Vec::new();
    }
    let mut orders = vec![Vec::new()];
    for name in names {
        let longer = orders.into_iter().flat_map(|order: Vec<String>| {
            (0..=order.len()).map(move |at| {
                let mut longer = order.clone();
                longer.insert(at, name.clone());
                longer
            })
        });
        orders = longer.collect();
    }
    orders
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_few_names_are_tried_in_every_order() {
        let names = |count: usize| (0..count).map(|name| name.to_string()).collect::<Vec<_>>();
        let mut orders = super::orders(&names(3));
        orders.sort();
        orders.dedup();
        assert_eq!(orders.len(), 6);
        assert_eq!(super::orders(&names(5)).len(), 120);
        assert!(super::orders(&names(6)).is_empty());
    }
}
