//! Public consultations: rounds with their dates, and the files of the package that is sent around.

pub mod package;
pub mod round;

pub use package::{Format, Listed, Planned, Role, Side, is_audience, plan};
pub use round::{Meeting, Round, Rule, Ways};
