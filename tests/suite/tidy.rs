//! The house as a test.
