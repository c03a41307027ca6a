use crate::sealspec::sealspec;

#[test]
fn a_folder_that_is_not_there() {
    sealspec(&["check", "nowhere"]).golden("check/missing_folder");
}
