//! Calls without async: the calling thread waits, and a runtime of our own drives the connections.

use std::future::{Future, IntoFuture};
use std::sync::LazyLock;

use tokio::runtime::{Builder, Runtime};

use super::{Call, Error};
use crate::Stream;
use crate::operation::Operation;

/// Drives the connections and timers of all calls that are waited for. One thread is enough: it
/// only moves bytes, and answers are read by those who wait.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).thread_name("specwright-client").enable_all();
    builder.build().expect("the system has no thread left for the client")
});

/// Waits for anything that a client does, such as [`Call::send`], on the calling thread. It may
/// be called from async code too, where it holds up whatever else the thread would do.
///
/// # Panics
/// At the first call in a process, if the system gives no thread.
pub fn wait<F: Future>(future: F) -> F::Output {
    let _context = RUNTIME.enter();
    futures_executor::block_on(future)
}

impl<O: Operation> Call<O> {
    /// Sends the request and waits for the answer, on the calling thread: awaiting the call,
    /// without async.
    ///
    /// # Errors
    /// As awaiting the call.
    ///
    /// # Panics
    /// As [`wait`].
    pub fn wait(self) -> Result<O::Success, Error<O::Failure>> {
        wait(self.into_future())
    }
}

impl<T, E> Stream<T, E> {
    /// The values as an iterator, which waits for each on the calling thread.
    ///
    /// # Panics
    /// As [`wait`].
    pub fn wait(self) -> Waiting<T, E> {
        Waiting(self)
    }
}

/// An iterator of a stream's values, from [`Stream::wait`].
#[derive(Debug)]
pub struct Waiting<T, E>(Stream<T, E>);

impl<T, E> Iterator for Waiting<T, E> {
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(self.0.next())
    }
}
