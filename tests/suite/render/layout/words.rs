//! The words that a redline marks are those that the comparison counts.
