//! The tests of the program as its users and its house see it, one module per room.

mod cli;
mod compare;
mod document;
mod import;
mod project;
mod render;
mod store;
mod tidy;
