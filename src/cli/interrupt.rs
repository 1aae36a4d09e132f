//! Ctrl-C while articles are read: the first ends the reading, so that what is complete is written; the second ends the program.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::store;

/// The exit status of a program that was interrupted, as shells give it.
pub const STATUS: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on the first Ctrl-C is only noted; see [`asked`].
pub fn heed() {
    // It can be set once only, and once is enough.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(STATUS));
        }
        store::stop_waiting();
    });
}

/// Whether somebody wants the reading to end.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
