//! Standard input and pipes, read on a thread of their own: whoever waits for them can be told to stop, which a call that reads
//! cannot.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::STDIN;

/// Bytes read at once.
const CHUNK: usize = 1 << 16;
/// How often one who waits looks whether to stop.
const LOOK: Duration = Duration::from_millis(50);

static STOPPED: AtomicBool = AtomicBool::new(false);

/// From now on, whoever waits for standard input or a pipe gets an error.
pub fn stop_waiting() {
    STOPPED.store(true, Ordering::SeqCst);
}

/// What a thread reads.
pub(super) struct Waiting {
    receiver: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
}

/// Begins to read; opening a pipe may take until somebody writes to it.
pub(super) fn waiting(path: &Path) -> Waiting {
    let (sender, receiver) = sync_channel(2);
    let path = path.to_owned();
    thread::spawn(move || pump(&path, &sender));
    Waiting { receiver, chunk: Vec::new(), at: 0 }
}

/// Reads to the end, or until nobody listens.
fn pump(path: &Path, sender: &SyncSender<io::Result<Vec<u8>>>) {
    let opened: io::Result<Box<dyn Read>> = if path == Path::new(STDIN) {
        Ok(Box::new(io::stdin().lock()))
    } else {
        File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    let mut reader = match opened {
        Ok(reader) => reader,
        Err(error) => return drop(sender.send(Err(error))),
    };
    loop {
        let mut chunk = vec![0; CHUNK];
        let read = match reader.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read,
        };
        let ended = !matches!(read, Ok(1..));
        let read = read.map(|length| {
            chunk.truncate(length);
            chunk
        });
        if sender.send(read).is_err() || ended {
            return;
        }
    }
}

impl BufRead for Waiting {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.chunk.len() {
            match self.receiver.recv_timeout(LOOK) {
                Ok(chunk) => {
                    self.chunk = chunk?;
                    self.at = 0;
                    if self.chunk.is_empty() {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) if STOPPED.load(Ordering::SeqCst) => {
                    return Err(io::Error::other("reading was stopped"));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(self.chunk.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount;
    }
}

impl Read for Waiting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}
