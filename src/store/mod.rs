//! The archive: a git repository that holds strategy texts. Only this room knows git.
