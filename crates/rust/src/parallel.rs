//! Work that is many times the same, on all processors.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The stack of a thread, in bytes: types nest as deeply as documents do.
const STACK: usize = 64 << 20;

/// How many pieces of work are worth a thread.
const WORTH: usize = 8;

/// What `work` makes of each number below `count`, in order.
pub(crate) fn map<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = match count / WORTH {
        // Asking for the processors reads files of the system.
        0 | 1 => 1,
        worth => thread::available_parallelism().map_or(1, usize::from).min(worth),
    };
    if threads < 2 {
        return (0..count).map(work).collect();
    }
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(count)));
    let run = || {
        let mut own = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            own.push((index, work(index)));
        }
        if let Ok(mut done) = done.lock() {
            done.append(&mut own);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread is to be had, the others do its work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        }
        run();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_are_in_order() {
        let made = super::map(1000, |index| index * 2);
        assert!(made.iter().enumerate().all(|(index, made)| *made == index * 2));
        assert!(super::map(0, |index| index).is_empty());
    }
}
