//! Hears when another running reader writes to the store, without waking up while nobody does.

use std::path::PathBuf;

/// Calls `changed` from a thread of its own whenever something in the journal of the store in `dir`
/// changes; ends when it answers false.
pub(super) fn start(dir: PathBuf, changed: impl Fn() -> bool + Send + 'static) {
    std::thread::spawn(move || watch(&dir, &changed));
}

#[cfg(target_os = "linux")]
fn watch(dir: &std::path::Path, changed: &dyn Fn() -> bool) {
    use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};
    let wanted = WatchFlags::MODIFY
        | WatchFlags::CREATE
        | WatchFlags::MOVED_TO
        | WatchFlags::DELETE_SELF
        | WatchFlags::MOVE_SELF;
    let journal = dir.join("journal");
    let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
    loop {
        let Ok(inotify) = init(CreateFlags::CLOEXEC) else { return tick(changed) };
        // What is not there yet comes into being in the nearest folder that is.
        let Some(near) = journal.ancestors().find(|p| p.is_dir()) else { return tick(changed) };
        if add_watch(&inotify, near, wanted).is_err() {
            return tick(changed);
        }
        // It may have come into being between the look and the watch.
        if near != journal && journal.is_dir() {
            continue;
        }
        let mut reader = Reader::new(&inotify, &mut buffer);
        loop {
            let Ok(event) = reader.next() else { return tick(changed) };
            let gone = event.events().intersects(
                rustix::fs::inotify::ReadFlags::DELETE_SELF
                    | rustix::fs::inotify::ReadFlags::MOVE_SELF
                    | rustix::fs::inotify::ReadFlags::IGNORED,
            );
            if near == journal && !changed() {
                return;
            }
            if gone {
                std::thread::sleep(std::time::Duration::from_millis(200));
                break;
            }
            if near != journal {
                break;
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn watch(_dir: &std::path::Path, changed: &dyn Fn() -> bool) {
    tick(changed);
}

/// Where the system does not tell: looks once a second.
fn tick(changed: &dyn Fn() -> bool) {
    loop {
        std::thread::sleep(std::time::Duration::from_secs(1));
        if !changed() {
            return;
        }
    }
}
