//! The rule of a list of fields.

use sealspec::Order;

use super::INDENT;
use super::layout::Tree;
use crate::signature::{FieldList, FieldSource, Nested, Select};

/// How many members a rule has: one that has them all needs no base.
const ALL_MEMBERS: usize = 7;

/// The statement that says which fields take part; what it leaves out is as every field has it.
pub(super) fn rule(list: &FieldList) -> String {
    let members = members(list);
    if members.is_empty() {
        return "    let rule = FieldRule::ALL;\n".to_owned();
    }
    let mut statement = "    let rule = FieldRule {\n".to_owned();
    for (name, value) in &members {
        statement += &value.statement(2 * INDENT, &format!("{name}: "), ",");
    }
    if members.len() < ALL_MEMBERS {
        statement += "        ..FieldRule::ALL\n";
    }
    statement + "    };\n"
}

/// The members in which a rule differs from that of every field.
fn members(list: &FieldList) -> Vec<(&'static str, Tree)> {
    let mut members = Vec::new();
    if list.from != [FieldSource::Fields] {
        let sources = list.from.iter().map(source).collect();
        members.push(("from", Tree::Array(sources).reference()));
    }
    if list.select != Select::All {
        members.push(("select", select(&list.select)));
    }
    if let Some(nested) = list.nested {
        let name = match nested {
            Nested::Skip => "Nested::Skip",
            Nested::Text => "Nested::Text",
        };
        members.push(("nested", Tree::atom(name)));
    }
    if list.skip_empty {
        members.push(("skip_empty", Tree::atom("true")));
    }
    if let Some(between) = &list.repeat {
        members.push(("repeat", Tree::call("Some", [Tree::literal(between)])));
    }
    if list.order != Order::Wire {
        members.push(("order", Tree::atom(format!("Order::{:?}", list.order))));
    }
    if !list.join.is_empty() {
        members.push(("join", Tree::literal(&list.join)));
    }
    members
}

fn source(source: &FieldSource) -> Tree {
    Tree::atom(match source {
        FieldSource::Fields => "Origin::Fields",
        FieldSource::Query => "Origin::Query",
        FieldSource::Body => "Origin::Body",
        FieldSource::Headers => "Origin::Headers",
        FieldSource::Json => "Origin::Json",
        FieldSource::JsonMember(name) => {
            return Tree::call("Origin::Member", [Tree::literal(name)]);
        }
    })
}

fn select(select: &Select) -> Tree {
    let names = |names: &[String]| {
        Tree::Array(names.iter().map(|name| Tree::literal(name)).collect()).reference()
    };
    match select {
        Select::All => Tree::atom("Select::All"),
        Select::Only(only) => Tree::call("Select::Only", [names(only)]),
        Select::Except(except) => Tree::call("Select::Except", [names(except)]),
        Select::Prefix(prefix) => Tree::call("Select::Prefix", [Tree::literal(prefix)]),
    }
}
