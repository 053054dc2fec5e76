//! Files on disk: the annotation journal, the snapshots of annotated texts, where things live. The only writer.

pub mod atomic;
pub mod deliver;
pub mod place;
