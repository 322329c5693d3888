//! The tests of the program as its users and its house see it, one module per room.

mod cli;
mod document;
mod import;
mod page;
mod project;
mod readme;
mod render;
mod store;
mod tidy;
