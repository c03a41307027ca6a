//! What a file of generated code takes from the rest of the API, looked up once.

use std::collections::HashMap;
use std::ops::Deref;

use crate::model::{Api, Callback, Field, Operation, Shape, TypeDefinition};

use super::encodings;

/// The whole of an API, for all of its files.
pub(crate) struct Index<'a> {
    api: &'a Api,
    /// The types that are generated, those of each page together: by page, the shared ones first.
    types: Vec<Vec<&'a TypeDefinition>>,
    /// Where each of them is, by its name.
    places: HashMap<&'a str, Option<usize>>,
    /// Operations by name, with their pages.
    operations: HashMap<&'a str, (usize, &'a Operation)>,
    /// The first operation whose payload a type is, by the type's name.
    payloads: HashMap<&'a str, &'a Operation>,
    /// The callbacks by the names of their structs.
    callbacks: HashMap<&'a str, &'a Callback>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut index = Self {
            api,
            types: vec![Vec::new(); api.pages.len() + 1],
            places: HashMap::new(),
            operations: HashMap::new(),
            payloads: HashMap::new(),
            callbacks: HashMap::new(),
        };
        for definition in &api.types {
            if definition.left_out {
                continue;
            }
            index.places.insert(&definition.name, definition.page);
            if let Some(types) = index.types.get_mut(place(definition.page)) {
                types.push(definition);
            }
        }
        for (page, of) in api.pages.iter().enumerate() {
            for operation in &of.operations {
                index.operations.insert(&operation.name, (page, operation));
                if let Some(Shape::Named(payload)) = operation.response
                    && let Some(definition) = api.types.get(payload)
                {
                    index.payloads.entry(&definition.name).or_insert(operation);
                }
            }
            for callback in &of.callbacks {
                index.callbacks.insert(&callback.type_name, callback);
            }
        }
        index
    }

    /// The types that are generated into the file of a page, or of those that pages share.
    pub(crate) fn types(&self, page: Option<usize>) -> &[&'a TypeDefinition] {
        self.types.get(place(page)).map_or(&[], Vec::as_slice)
    }
}

/// Where the types of a page stand among all.
fn place(page: Option<usize>) -> usize {
    page.map_or(0, |page| page + 1)
}

/// One file: a page's, or that of the types that pages share.
pub(crate) struct Scope<'a> {
    index: &'a Index<'a>,
    /// The page.
    pub(crate) page: Option<usize>,
    /// The formats of times that its fields have, each with the name of its constant.
    pub(super) formats: Vec<(String, &'a Field)>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(index: &'a Index<'a>, page: Option<usize>) -> Self {
        let operations = page.and_then(|page| index.api.pages.get(page));
        let operations = operations.map_or(&[][..], |page| &page.operations);
        Self {
            index,
            page,
            formats: encodings::formats(operations, index.types(page)),
        }
    }

    /// The types that the file holds.
    pub(crate) fn types(&self) -> &'a [&'a TypeDefinition] {
        self.index.types(self.page)
    }

    /// Whether a name is a type's of another file.
    pub(crate) fn is_type_elsewhere(&self, name: &str) -> bool {
        let place = self.index.places.get(name);
        place.is_some_and(|page| *page != self.page)
    }

    /// An operation, and whether the file holds it.
    pub(crate) fn operation(&self, name: &str) -> Option<(&'a Operation, bool)> {
        let (page, operation) = self.index.operations.get(name)?;
        Some((operation, Some(*page) == self.page))
    }

    /// The first operation whose payload a type is.
    pub(crate) fn operation_replying(&self, type_name: &str) -> Option<&'a Operation> {
        self.index.payloads.get(type_name).copied()
    }

    /// The callback whose struct a type is.
    pub(crate) fn callback_of(&self, type_name: &str) -> Option<&'a Callback> {
        self.index.callbacks.get(type_name).copied()
    }
}

impl Deref for Scope<'_> {
    type Target = Api;

    fn deref(&self) -> &Api {
        self.index.api
    }
}
