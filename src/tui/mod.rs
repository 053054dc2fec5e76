//! The terminal itself: the loop, raw mode and back, the worker.
