//! Hears when another running reader writes to the store, without waking up while nobody does.

use std::path::PathBuf;

/// Calls `changed` from a thread of its own once at the start, for what was written before anybody
/// watched, and whenever something in the journal of the store in `dir` changes; ends when it answers
/// false.
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
        let nearest = || journal.ancestors().find(|p| p.is_dir());
        let Some(near) = nearest() else { return tick(changed) };
        if add_watch(&inotify, near, wanted).is_err() {
            // It may have gone between the look and the watch.
            if nearest() != Some(near) {
                continue;
            }
            return tick(changed);
        }
        // A nearer one may have come into being between the look and the watch.
        if nearest() != Some(near) {
            continue;
        }
        // What was written before the watch brings no event.
        if near == journal && !changed() {
            return;
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
    while changed() {
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    const PATIENCE: Duration = Duration::from_secs(20);

    /// Another reader writes after this one has read the store and before it watches: nothing later
    /// would tell of it.
    #[test]
    fn what_was_written_before_the_watch_is_heard_of() {
        let store = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(store.path().join("journal")).expect("a folder");
        std::fs::write(store.path().join("journal/1"), "before").expect("written");
        let (sender, receiver) = channel();
        super::start(store.path().to_owned(), move || sender.send(()).is_ok());
        receiver.recv_timeout(PATIENCE).expect("a look after the watch began");
        std::fs::write(store.path().join("journal/1"), "after").expect("written");
        receiver.recv_timeout(PATIENCE).expect("a look after a change");
    }

    /// The folders come into being while the watcher goes from one to the next; whatever the moment, it
    /// looks after the last write.
    #[test]
    fn a_store_that_comes_into_being_is_heard_of() {
        for pause in
            [0, 20, 30, 40, 50, 60, 80, 100, 150, 200, 500, 1_000, 5_000].map(Duration::from_micros)
        {
            let home = tempfile::tempdir().expect("a folder");
            let store = home.path().join("data/notes");
            let (sender, receiver) = channel();
            let segment = store.join("journal/1");
            super::start(store.clone(), move || {
                sender.send(std::fs::read(&segment).unwrap_or_default()).is_ok()
            });
            std::thread::sleep(pause);
            std::fs::create_dir_all(store.join("journal")).expect("folders");
            std::fs::write(store.join("journal/1"), "words").expect("written");
            let seen = std::iter::from_fn(|| receiver.recv_timeout(PATIENCE).ok());
            assert!(seen.into_iter().any(|seen| seen == b"words"), "after {pause:?}");
        }
    }
}
