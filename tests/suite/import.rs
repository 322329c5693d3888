//! The import room: what bytes become, and what is refused.
