//! Pages and files: a comparison in, bytes out.
