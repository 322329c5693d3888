#![doc = include_str!("ARCHITECTURE.md")]

pub mod document;
pub mod import;
pub mod store;
pub mod compare;
pub mod merge;
pub mod evolve;
pub mod check;
pub mod consult;
pub mod locale;
pub mod render;
pub mod cli;
