//! What is shown while waiting: on standard error, and only on a terminal.

use std::time::{Duration, Instant};

use indicatif::ProgressBar;

/// How often a line is drawn anew.
const TICK: Duration = Duration::from_millis(100);

/// Something under way.
pub(super) fn spinner(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what.to_owned());
    bar.enable_steady_tick(TICK);
    bar
}

/// Waits, and counts down to the next question.
pub(super) fn count_down(wait: Duration, question: &str, left: Duration) {
    let bar = ProgressBar::new_spinner();
    let end = Instant::now() + wait;
    loop {
        let rest = end.saturating_duration_since(Instant::now());
        if rest.is_zero() {
            break;
        }
        bar.set_message(format!(
            "not decided yet: asking by {question} in {} s, giving up in {} s",
            rest.as_secs_f32().ceil(),
            left.saturating_sub(wait.saturating_sub(rest)).as_secs(),
        ));
        std::thread::sleep(rest.min(TICK));
    }
    bar.finish_and_clear();
}
