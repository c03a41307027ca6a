//! Overlays: what users say where the vendor's page is silent.

use super::names;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::spec::{Name, Overlay, Seal, SealLine, Spec};

/// The seals of the API with what its overlays supply.
pub(super) fn applied(spec: &Spec, problems: &Problems<'_>) -> Vec<Seal> {
    let mut seals = spec.api.seals.clone();
    for overlay in &spec.overlays {
        if let Some(name) = overlay
            .api
            .as_ref()
            .filter(|name| name.text != spec.api.name.text)
        {
            let message = format!(
                "this overlay is of `{}`, not of `{}`",
                name.text, spec.api.name.text
            );
            let help = format!(
                "write `overlay: {}`, or add it to the other spec",
                spec.api.name.text
            );
            problems.report(Diagnostic::new(Code::Overlay, name.span, message).help(help));
            continue;
        }
        overlay
            .seals
            .iter()
            .for_each(|supplied| apply(supplied, &mut seals, problems));
        refuse_missing(overlay, &seals, problems);
    }
    seals
}

fn apply(supplied: &Seal, seals: &mut [Seal], problems: &Problems<'_>) {
    let known = seals.iter().map(|seal| &*seal.name.text);
    let found = names::resolve(
        &supplied.name,
        known,
        "seal",
        "`seals:` of the API",
        problems,
    );
    let Some(seal) = found.and_then(|index| seals.get_mut(index)) else {
        return;
    };
    seal.vectors.extend(supplied.vectors.iter().cloned());
    for (name, line) in &supplied.lines {
        let known = seal.lines.iter().map(|(name, _)| &*name.text);
        let found = names::resolve(name, known, "line of the seal", "its `lines:`", problems);
        let Some((own, unsaid)) = found.and_then(|index| seal.lines.get_mut(index)) else {
            continue;
        };
        match unsaid {
            SealLine::Unspecified(_) => *unsaid = line.clone(),
            SealLine::Template(_) => refuse_specified(name, own, problems),
        }
    }
}

fn refuse_specified(name: &Name, own: &Name, problems: &Problems<'_>) {
    let message = format!("the spec says already how the line `{}` is made", name.text);
    let help = "drop it here: an overlay says what the vendor's page doesn't, and nothing else; if the spec is wrong, mend the spec";
    problems.report(
        Diagnostic::new(Code::Overlay, name.span, message)
            .related(own.span, "specified here")
            .help(help),
    );
}

/// Reports what an overlay leaves open: whoever writes one wants the operations.
fn refuse_missing(overlay: &Overlay, seals: &[Seal], problems: &Problems<'_>) {
    for supplied in &overlay.seals {
        let of_name = |seal: &&Seal| seal.name.text == supplied.name.text;
        let lines = seals.iter().find(of_name).map(|seal| &*seal.lines);
        for (name, line) in lines.unwrap_or_default() {
            let SealLine::Unspecified(what) = line else {
                continue;
            };
            let message = format!(
                "the line `{}` of the seal `{}` is still unspecified",
                name.text, supplied.name.text
            );
            let what = what.en.as_ref().or(what.zh.as_ref());
            let help = format!(
                "the vendor's page doesn't say: {}\nask the vendor, and add `{}: \"{{…}}\"` to `lines:` here",
                what.map_or("", |what| what.trim_end_matches('.')),
                name.text
            );
            problems.report(
                Diagnostic::new(Code::Unspecified, supplied.name.span, message)
                    .label(format!("lacks `{}`", name.text))
                    .related(name.span, "left open here")
                    .help(help),
            );
        }
    }
}
