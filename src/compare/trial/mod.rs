//! Trials of the matching on texts whose truth is known.

mod boosting;
mod calibration;
mod dice;
mod lineage;
mod outline;
mod pairs;
mod phrase;
mod revision;
mod stock;
mod training;
