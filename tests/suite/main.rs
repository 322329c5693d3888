//! The tests of the program as its users and its house see it, one module per room.

mod document;
mod import;
mod render;
mod tidy;
