//! A list of tokens of which something is true, made without a branch.

/// The few tokens of many of which something is true. Of which it is cannot be guessed: so they are noted without a branch.
pub(super) struct Marked {
    room: Vec<u32>,
    count: usize,
}

impl Marked {
    /// Room for so many tokens.
    pub(super) fn new(tokens: usize) -> Self {
        Marked { room: vec![0; tokens], count: 0 }
    }

    /// Notes a token where it holds.
    #[inline(always)]
    pub(super) fn note(&mut self, at: u32, holds: bool) {
        // No more are noted than there are tokens.
        if let Some(next) = self.room.get_mut(self.count) {
            *next = at;
        }
        self.count += usize::from(holds);
    }

    /// Those that are noted, in the order of noting.
    pub(super) fn list(mut self) -> Vec<u32> {
        self.room.truncate(self.count);
        self.room
    }
}
