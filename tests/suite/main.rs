//! The test suite: one module per room.

mod cli;
mod project;
mod store;
