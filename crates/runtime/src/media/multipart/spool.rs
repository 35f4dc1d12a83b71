//! The parts of a message as they arrive, so that no large file is held in memory: what an operation's
//! table calls a file goes to disk beyond a little, other parts are fields and stay in memory up to a
//! limit, and parts that it does not name are passed over.
//!
//! All files of a message share one temporary file, of which each is a stretch: however many there
//! are, they cost one descriptor. It has no name where the system allows that, and is gone with the
//! last body that reads from it.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, stream};
use http::HeaderMap;
use tokio::runtime::Handle;

use super::PartNames;
use super::reader::{Head, Reader};
use crate::body::BoxError;
use crate::media::{Slot, Unfit};
use crate::{Body, File};

/// How many bytes of a message's files stay in memory, and how many are written and read at once.
const PIECE: usize = 64 * 1024;

/// A part with its name.
type Part = (String, File);

/// Why parts cannot be kept.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The body is none of parts, or ends too early.
    Unfit(Unfit),
    /// The body broke off.
    Body(BoxError),
    /// The fields are larger than may be.
    TooLarge,
    /// The disk failed.
    Disk(io::Error),
}

/// Receives the parts of these names, of which the fields may take so many bytes. A body that is empty
/// is all there.
///
/// # Errors
/// The body breaks off, or the parts cannot be kept.
pub(crate) async fn read(
    mut body: Body,
    headers: &HeaderMap,
    names: PartNames,
    limit: usize,
) -> Result<Slot, Broken> {
    let Some(first) = body.chunk().await else { return Ok(Slot::Whole(Bytes::new())) };
    let body = Body::from_stream(stream::iter([first]).chain(body));
    let reader = match Reader::new(body, headers) {
        Ok(reader) => reader,
        Err(unfit) => return Ok(Slot::Parts(Err(unfit))),
    };
    let mut keeper = Keeper { reader, fields: limit, memory: PIECE, disk: None };
    match keeper.parts(names).await {
        Ok(parts) => Ok(Slot::Parts(Ok(parts))),
        Err(Broken::Unfit(unfit)) => match keeper.reader.broken {
            Some(error) => Err(Broken::Body(error)),
            None => Ok(Slot::Parts(Err(unfit))),
        },
        Err(broken) => Err(broken),
    }
}

/// What a part takes in memory beside its content, so that many empty ones are too much as well.
fn cost(head: &Head) -> usize {
    let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    size_of::<Part>() + head.name.len() + length(&head.file) + length(&head.media)
}

/// Reads parts and keeps them.
struct Keeper {
    reader: Reader,
    /// What fields may still take of memory.
    fields: usize,
    /// What files may still take of it.
    memory: usize,
    disk: Option<Disk>,
}

impl Keeper {
    async fn parts(&mut self, names: PartNames) -> Result<Vec<Part>, Broken> {
        let mut parts = Vec::new();
        while let Some(head) = self.reader.next().await? {
            let Some((_, is_file)) = names.iter().find(|(name, _)| *name == head.name) else {
                continue;
            };
            self.charge(cost(&head))?;
            let body = if *is_file { self.file().await? } else { self.field().await?.into() };
            parts.push(head.part(body));
        }
        Ok(parts)
    }

    fn charge(&mut self, bytes: usize) -> Result<(), Broken> {
        self.fields = self.fields.checked_sub(bytes).ok_or(Broken::TooLarge)?;
        Ok(())
    }

    async fn field(&mut self) -> Result<Bytes, Broken> {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = self.reader.chunk().await? {
            self.charge(chunk.len())?;
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    }

    async fn file(&mut self) -> Result<Body, Broken> {
        let start = self.disk.as_ref().map_or(0, |disk| disk.end);
        let mut piece = BytesMut::new();
        let mut length = 0;
        while let Some(chunk) = self.reader.chunk().await? {
            length += chunk.len() as u64;
            piece.extend_from_slice(&chunk);
            if piece.len() > PIECE {
                self.disk().await?.write(piece.split().freeze()).await?;
            }
        }
        if length == piece.len() as u64 && piece.len() <= self.memory {
            self.memory -= piece.len();
            return Ok(piece.freeze().into());
        }
        let disk = self.disk().await?;
        disk.write(piece.freeze()).await?;
        Ok(disk.stretch(start, length))
    }

    async fn disk(&mut self) -> io::Result<&mut Disk> {
        let disk = match self.disk.take() {
            Some(disk) => disk,
            None => Disk { file: Arc::new(Mutex::new(apart(tempfile::tempfile).await?)), end: 0 },
        };
        Ok(self.disk.insert(disk))
    }
}

/// A temporary file, and where its end is.
struct Disk {
    file: Arc<Mutex<fs::File>>,
    end: u64,
}

impl Disk {
    /// Appends bytes. Nobody reads before all is written, so the file stands at its end.
    async fn write(&mut self, bytes: Bytes) -> io::Result<()> {
        self.end += bytes.len() as u64;
        let file = Arc::clone(&self.file);
        apart(move || lock(&file).write_all(&bytes)).await
    }

    /// A part of the file, read piece by piece.
    fn stretch(&self, start: u64, length: u64) -> Body {
        let begin = (Arc::clone(&self.file), start, length);
        let pieces = stream::try_unfold(begin, |(file, at, left)| async move {
            if left == 0 {
                return Ok::<_, io::Error>(None);
            }
            let size = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let source = Arc::clone(&file);
            let piece = apart(move || read_at(&mut lock(&source), at, size)).await?;
            Ok(Some((piece, (file, at + size as u64, left - size as u64))))
        });
        Body::sized(pieces, length)
    }
}

fn read_at(file: &mut fs::File, at: u64, size: usize) -> io::Result<Bytes> {
    let mut bytes = vec![0; size];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes.into())
}

fn lock(file: &Mutex<fs::File>) -> MutexGuard<'_, fs::File> {
    file.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does what waits for a disk on a thread that may wait. A piece is mostly a copy into the system's
/// cache, but where that is full it takes as long as the disk does, and all connections of a thread
/// would stand still. Outside of tokio there are no such threads, and it is done here.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match Handle::try_current() {
        Ok(runtime) => runtime.spawn_blocking(work).await.map_err(io::Error::other)?,
        Err(_) => work(),
    }
}

#[cfg(feature = "client")]
impl From<Broken> for BoxError {
    fn from(broken: Broken) -> BoxError {
        match broken {
            Broken::Unfit(unfit) => unfit.into(),
            Broken::Body(error) => error,
            Broken::TooLarge => "the fields are larger than may be".into(),
            Broken::Disk(error) => error.into(),
        }
    }
}

impl From<Unfit> for Broken {
    fn from(unfit: Unfit) -> Broken {
        Broken::Unfit(unfit)
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        Broken::Disk(error)
    }
}
