//! The tests of the program as its users and its house see it, one module per room.

#![expect(clippy::disallowed_methods, reason = "tests look at files and start programs")]

mod batch;
mod check;
mod cli;
mod compare;
mod consult;
mod corrupt;
mod disks;
mod doctor;
mod document;
mod evolve;
#[cfg(target_os = "linux")]
mod faults;
mod figure;
mod founding;
mod hostile;
mod import;
mod invisible;
mod link;
mod locks;
mod log;
mod merge;
mod naughty;
mod page;
#[cfg(feature = "pdf")]
mod print;
mod project;
mod pull;
mod readme;
mod render;
mod report;
mod saving;
mod show;
mod signing;
mod store;
mod tampering;
mod team;
mod tidy;
mod word;
mod writers;
