//! Reading files that offices have: bytes in, a document and what was lost out.
