//! What the program tells the reader: the message of the moment and those before it.

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Good to know.
    Info,
    /// Something is not as asked.
    Warning,
    /// Something failed.
    Error,
}

/// One message: a clean line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How much it matters.
    pub weight: Weight,
    /// The line.
    pub text: String,
}

/// The messages of a session.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    current: Option<Message>,
    past: Vec<Message>,
}

impl Messages {
    /// How many messages are kept.
    const KEPT: usize = 500;

    /// Tells something good to know.
    pub fn info(&mut self, text: impl AsRef<str>) {
        self.tell(Weight::Info, text.as_ref());
    }

    /// Tells that something is not as asked.
    pub fn warn(&mut self, text: impl AsRef<str>) {
        self.tell(Weight::Warning, text.as_ref());
    }

    /// Tells that something failed.
    pub fn error(&mut self, text: impl AsRef<str>) {
        self.tell(Weight::Error, text.as_ref());
    }

    fn tell(&mut self, weight: Weight, text: &str) {
        let message = Message { weight, text: crate::text::clean::line(text) };
        if self.past.last() != Some(&message) {
            self.past.push(message.clone());
        }
        if self.past.len() > Self::KEPT {
            self.past.remove(0);
        }
        self.current = Some(message);
    }

    /// Takes the current message away; it stays in the past.
    pub fn clear(&mut self) {
        self.current = None;
    }

    /// Returns the current message.
    #[must_use]
    pub fn current(&self) -> Option<&Message> {
        self.current.as_ref()
    }

    /// Returns every message, the oldest first.
    #[must_use]
    pub fn past(&self) -> &[Message] {
        &self.past
    }
}
